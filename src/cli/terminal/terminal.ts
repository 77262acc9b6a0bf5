/** What the command line has of its process; `process` itself is one. */
export type Terminal = Pick<NodeJS.Process, 'argv' | 'env' | 'stdin' | 'stdout' | 'stderr' | 'cwd'>;
