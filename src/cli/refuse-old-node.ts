/** The Node.js that actions run on, and that everything is tested with. */
const OLDEST_NODE = 24;
const USAGE = 2;

/**
 * Ends a process whose Node.js is too old, in words rather than with what breaks first (decision
 * 38). For that the program has to be linked: what such a Node.js does not export (`glob` of
 * `node:fs/promises` before 22) is taken from the module's default export, not by its name.
 */
export function refuseOldNode(process: NodeJS.Process): void {
  const { node } = process.versions;
  const [major = ''] = node.split('.');
  if (Number(major) >= OLDEST_NODE) return;
  process.stderr.write(
    `pypi-trusted-publish needs Node.js ${OLDEST_NODE} or newer; this is ${node}.\n`,
  );
  process.exit(USAGE);
}
