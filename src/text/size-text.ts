const UNITS = ['KiB', 'MiB', 'GiB'];

/** A number of bytes as people read it: `459 B`, `1.3 KiB`, `2048.0 GiB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(UNITS.length, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(1)} ${UNITS[power - 1] ?? ''}`;
}
