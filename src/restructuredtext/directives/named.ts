import type { DirectiveClass } from './directive-class.ts';

/** One directive under each of its names, which stand in one text. */
export function named(
  names: string,
  directiveClass: DirectiveClass,
): (readonly [name: string, directiveClass: DirectiveClass])[] {
  return names.split(' ').map((name) => [name, directiveClass] as const);
}
