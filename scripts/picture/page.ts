import { mustRun } from '../../conformance/process.ts';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** GitHub's own library, without the tags that GitHub takes out. */
const RENDER =
  'import sys, cmarkgfm; from cmarkgfm.cmark import Options as O; sys.stdout.write(cmarkgfm.github_flavored_markdown_to_html(sys.stdin.read(), O.CMARK_OPT_UNSAFE))';

const COLOURS: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  light: {
    page: '#ffffff',
    text: '#1f2328',
    link: '#0969da',
    border: '#d1d9e0',
    stripe: '#f6f8fa',
    code: '#818b981f',
  },
  dark: {
    page: '#0d1117',
    text: '#f0f6fc',
    link: '#4493f8',
    border: '#3d444d',
    stripe: '#151b23',
    code: '#656c7633',
  },
};

/**
 * A job summary as a page that looks like the one on GitHub.
 * @param python an interpreter with cmarkgfm
 */
export async function htmlPage(markdown: string, theme: Theme, python: string): Promise<string> {
  const body = await mustRun(python, ['-c', RENDER], { input: markdown });
  const variables = Object.entries(COLOURS[theme])
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');
  return `<!doctype html>
<html lang="en" style="${variables}">
<meta charset="utf-8">
<title>Job summary</title>
<style>
body { margin: 0; padding: 24px 32px; background: var(--page); color: var(--text);
  font: 14px/1.5 "Noto Sans", "DejaVu Sans", Helvetica, Arial, sans-serif; }
h2 { margin: 0 0 16px; padding-bottom: .3em; font-size: 1.5em; border-bottom: 1px solid var(--border); }
p, pre, details { margin: 0 0 16px; }
a { color: var(--link); }
table { border-collapse: collapse; margin: 0 0 16px; }
th, td { padding: 6px 13px; border: 1px solid var(--border); text-align: left; }
tr:nth-child(2n) td { background: var(--stripe); }
code, pre { font: 85%/1.45 "DejaVu Sans Mono", monospace; }
code { padding: .2em .4em; border-radius: 6px; background: var(--code); }
pre { padding: 16px; overflow: hidden; border-radius: 6px; background: var(--stripe); }
</style>
<body>${body}</body>
<script>document.title = 'height=' + Math.ceil(document.body.getBoundingClientRect().height);</script>
</html>
`;
}
