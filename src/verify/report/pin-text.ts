import type { Pin } from '../../provenance/pins/pin.ts';
import type { PinChange } from '../../provenance/report.ts';
import { numberedIdentityText } from './identity-text.ts';

/** A change of whom a project's files may come from: whom before, and whom from then on. */
export function pinChangeText({ kind, before, after }: PinChange): string {
  if (kind === 'added') return publishers(after);
  if (kind === 'removed') return publishers(before);
  return `${publishers(before)} -> ${publishers(after)}`;
}

function publishers(pins: readonly Pin[]): string {
  return pins.map(numberedIdentityText).join(' or ');
}
