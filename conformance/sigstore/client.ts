// node client.ts verify-bundle …: the client protocol of sigstore-conformance (docs/cli_protocol.md), spoken by
// `dist/cli.js verify`. Findings are written to standard error.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runProcess } from '../process.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');

const [command = '', ...rest] = process.argv.slice(2);
if (command !== 'verify-bundle') {
  process.stderr.write(`${command} is not supported: this project signs in GitHub jobs only\n`);
  process.exit(2);
}
const { values, positionals } = parseArgs({
  args: rest,
  allowPositionals: true,
  options: {
    bundle: { type: 'string', default: '' },
    'certificate-identity': { type: 'string' },
    'certificate-oidc-issuer': { type: 'string' },
    key: { type: 'string' },
    'trusted-root': { type: 'string' },
    staging: { type: 'boolean' },
  },
});
const option = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`];
const { code, stdout, stderr } = await runProcess(process.execPath, [
  CLI,
  'verify',
  '--json',
  '--offline',
  ...option('bundle', values.bundle),
  ...option('cert-identity', values['certificate-identity']),
  ...option('cert-oidc-issuer', values['certificate-oidc-issuer']),
  ...option('key', values.key),
  ...option('custom-trusted-root', values['trusted-root']),
  ...positionals,
]);
process.stderr.write(code === 0 ? '' : `${stdout}\n${stderr}`);
process.exitCode = code;
