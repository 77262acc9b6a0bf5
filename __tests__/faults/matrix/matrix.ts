import { LOOK_FAULTS } from './looks.ts';
import { PEER_FAULTS } from './peers.ts';
import type { FaultGroup } from './row.ts';
import { SIGNING_FAULTS } from './signing.ts';
import { TOKEN_FAULTS } from './tokens.ts';
import { UPLOAD_FAULTS } from './uploads.ts';

/** Every fault whose end is tested; docs/faults.md is made from it. */
export const FAULT_MATRIX: readonly FaultGroup[] = [
  { title: 'The faults that the peers were measured with', rows: PEER_FAULTS },
  { title: 'Uploads', rows: UPLOAD_FAULTS },
  { title: 'Asking the index', rows: LOOK_FAULTS },
  { title: 'Tokens and clocks', rows: TOKEN_FAULTS },
  { title: 'Signing', rows: SIGNING_FAULTS },
];
