/** A GitHub expression as it stands in YAML. */
export function expression(text: string): string {
  return `\${{ ${text} }}`;
}
