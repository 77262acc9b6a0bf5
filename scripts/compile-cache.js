import { join } from 'node:path';

/**
 * Jest's global setup: V8's compile cache halves the start of each `dist/*.js` that tests run. Node.js keys its
 * entries by the source text, so that a rebuilt bundle never runs old code.
 */
export default function setUp() {
  process.env['NODE_COMPILE_CACHE'] ??= join(
    import.meta.dirname,
    '..',
    'node_modules',
    '.cache',
    'compile',
  );
}
