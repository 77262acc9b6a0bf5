/** What setup.cfg and setup.py tell without being run. */
export interface SetupFacts {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly hasExtensions: boolean;
  readonly requires: readonly string[];
}

/** Reads the `[metadata]` and `[options]` of a setup.cfg. */
export function readSetupCfg(text: string): SetupFacts {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  let key = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    const [, name, value = ''] = /^([\w.-]+)\s*[=:](.*)$/.exec(line) ?? [];
    if (header !== undefined) {
      section = sections.get(header.trim()) ?? new Map<string, string>();
      sections.set(header.trim(), section);
      key = '';
    } else if (name !== undefined) {
      key = name.replaceAll('-', '_');
      section.set(key, value.trim());
    } else if (/^\s+\S/.test(line) && key !== '') {
      section.set(key, `${section.get(key) ?? ''}\n${line.trim()}`.trim());
    }
  }
  const metadata = sections.get('metadata');
  return {
    name: plain(metadata?.get('name')),
    version: plain(metadata?.get('version')),
    hasExtensions:
      sections.has('build_ext') || sections.get('options')?.has('ext_modules') === true,
    requires: (sections.get('options')?.get('setup_requires') ?? '').split(/[\n;]/),
  };
}

/** `attr:` and `file:` say where a value is to be found, which is not looked up. */
function plain(value: string | undefined): string | undefined {
  return value && !/^(?:attr|file):/.test(value) ? value : undefined;
}

/** Looks through a setup.py, which is a program: what is no plain text in it stays unknown. */
export function readSetupPy(text: string): SetupFacts {
  const code = text.replace(/^[ \t]*#.*$/gm, '');
  const call = code.slice(Math.max(0, code.search(/\bsetup\s*\(/)));
  const requires = /\bsetup_requires\s*=\s*\[([^\]]{0,4000})\]/.exec(call)?.[1] ?? '';
  return {
    name: /\bname\s*=\s*(["'])([^"'\n]{1,200})\1/.exec(call)?.[2],
    version: undefined,
    hasExtensions:
      /\b(?:ext_modules|cffi_modules|rust_extensions)\s*=|\b(?:Extension|CMakeExtension|Pybind11Extension|RustExtension|CUDAExtension|cythonize|mypycify)\s*\(/.test(
        code,
      ),
    requires: [...requires.matchAll(/["']([^"']+)["']/g)].map(([, name = '']) => name),
  };
}
