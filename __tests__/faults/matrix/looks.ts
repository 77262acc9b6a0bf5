import { type FaultRow, FINISHED, reported } from './row.ts';

export const LOOK_FAULTS: readonly FaultRow[] = [
  {
    id: 'simple-503-once',
    what: 'one 503 when the index is asked what it has',
    faults: ['simple#1=503'],
    end: FINISHED,
  },
  {
    id: 'simple-503-lasting',
    what: 'the index does not say what it has: nothing is uploaded',
    faults: ['simple#1+=503,retry-after=86400'],
    end: reported('index-unavailable', 'Nothing was uploaded'),
  },
  {
    id: 'simple-portal',
    what: 'a page of HTML from another server in place of what the index has',
    faults: ['simple#1=html'],
    end: FINISHED,
  },
  {
    id: 'simple-portal-lasting',
    what: 'the same for every query: nothing is signed or uploaded',
    faults: ['simple#1+=html'],
    end: reported('index-unavailable', 'an HTML page that is not a page of the Simple API'),
  },
  {
    id: 'simple-redirect',
    what: 'the Simple API redirects to a login page: nothing is signed or uploaded',
    faults: ['simple#1+=302'],
    end: reported('index-unavailable', 'HTTP 302, a redirect'),
  },
  {
    id: 'simple-403',
    what: 'the Simple API refuses to list the project: nothing is signed or uploaded',
    faults: ['simple#1+=403'],
    end: reported('index-unavailable', 'wants credentials for reading'),
  },
  {
    id: 'simple-half',
    what: 'half of the list of what the index has',
    faults: ['simple#1=half'],
    end: FINISHED,
  },
  {
    id: 'simple-stall',
    what: 'the index is silent when it is asked what it has',
    faults: ['simple#1=stall'],
    end: FINISHED,
  },
  {
    id: 'simple-trickle',
    what: 'the list comes a byte at a time',
    faults: ['simple#1=trickle,ms=5'],
    end: FINISHED,
  },
  {
    id: 'resume-unseen',
    what: 'published before, and a stale cache says that the project does not exist',
    faults: ['simple#1=404'],
    setting: 'published-before',
    end: {
      kind: 'finished-unattested',
      says: 'attestations cannot be added later',
    },
  },
  {
    id: 'resume-unattested',
    what: 'a file is there already, without an attestation: the others are published',
    setting: 'same-bytes-there-unattested',
    end: { kind: 'finished-unattested', says: 'not attested (cannot be added later)' },
  },
  {
    id: 'not-listed',
    what: 'the index does not list what it took',
    faults: ['simple#2+=404'],
    inputs: { 'wait-for-index': '1' },
    end: { kind: 'finished', says: 'does not list them' },
  },
  {
    id: 'not-answering-afterwards',
    what: 'the index does not answer any more after the uploads',
    faults: ['simple#2+=503'],
    inputs: { 'wait-for-index': '1' },
    end: { kind: 'finished', says: 'HTTP 503' },
  },
  {
    id: 'integrity-503-once',
    what: 'one 503 when the attestations are read back',
    faults: ['integrity#1=503'],
    end: FINISHED,
  },
  {
    id: 'integrity-503-lasting',
    what: 'attestations cannot be read back',
    faults: ['integrity=503,retry-after=86400'],
    inputs: { 'wait-for-index': '1' },
    end: { kind: 'finished', says: 'did not say whether it serves the attestation' },
  },
  {
    id: 'integrity-404',
    what: 'the index says that it has no attestations',
    faults: ['integrity=404'],
    end: { kind: 'finished', says: 'does not serve the attestation' },
  },
];
