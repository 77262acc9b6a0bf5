import { ADMONITIONS } from './admonitions.ts';
import { CLASSES_AND_ROLES } from './classes-and-roles.ts';
import { CODE } from './code.ts';
import { CSV_TABLE } from './csv-table.ts';
import type { DirectiveClass } from './directive-class.ts';
import { DISABLED } from './disabled.ts';
import { IMAGES } from './images.ts';
import { LIST_TABLE } from './list-table.ts';
import { PARTS } from './parts.ts';
import { SUBSTITUTIONS } from './substitutions.ts';
import { TABLE } from './table.ts';
import { TEXT_BLOCKS } from './text-blocks.ts';

/** Every directive of docutils, under each of its English names. */
export const DIRECTIVES: ReadonlyMap<string, DirectiveClass> = new Map([
  ...ADMONITIONS,
  ...CLASSES_AND_ROLES,
  ...CODE,
  ...CSV_TABLE,
  ...DISABLED,
  ...IMAGES,
  ...LIST_TABLE,
  ...PARTS,
  ...SUBSTITUTIONS,
  ...TABLE,
  ...TEXT_BLOCKS,
]);
