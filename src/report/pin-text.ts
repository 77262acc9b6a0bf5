import type { Pin } from '../verification/pin.ts';
import type { PinChange } from '../verification/report.ts';
import { identityText } from './identity-text.ts';

/** A change of whom a project's files may come from, as two lists of publishers. */
export function pinChangeText(change: PinChange): string {
  const { before, after } = change;
  return `${publishers(before, after)} -> ${publishers(after, before)}`;
}

function publishers(pins: readonly Pin[], others: readonly Pin[]): string {
  return (
    pins.map((pin, at) => identityText(pin, others[at])).join(' or ') || 'nobody in particular'
  );
}
