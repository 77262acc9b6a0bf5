import { type FaultRow, FINISHED, reported } from './row.ts';

export const SIGNING_FAULTS: readonly FaultRow[] = [
  {
    id: 'fulcio-answer-lost',
    what: 'a certificate is made and its answer lost',
    faults: ['fulcio#1=drop,stored'],
    end: FINISHED,
  },
  {
    id: 'fulcio-portal',
    what: 'a page of HTML in place of a certificate',
    faults: ['fulcio#1=html'],
    end: FINISHED,
  },
  {
    id: 'fulcio-429',
    what: '429 of Fulcio with Retry-After: 1',
    faults: ['fulcio#1=429,retry-after=1'],
    end: FINISHED,
  },
  {
    id: 'fulcio-503-lasting',
    what: 'Fulcio is down: nothing is uploaded',
    faults: ['fulcio=503,retry-after=86400'],
    end: reported('certificate-unavailable', 'Nothing was uploaded'),
  },
  {
    id: 'fulcio-400',
    what: 'Fulcio refuses: nothing is uploaded',
    faults: ['fulcio=400,text=no'],
    end: reported('certificate-unavailable', 'HTTP 400'),
  },
  {
    id: 'rekor-answer-lost',
    what: 'an entry is logged and its answer lost: it is found, and not made twice',
    faults: ['rekor#2=drop,stored'],
    end: FINISHED,
  },
  {
    id: 'rekor-stored-502',
    what: 'an entry is logged and answered with 502',
    faults: ['rekor#2=502,stored'],
    end: FINISHED,
  },
  {
    id: 'rekor-not-readable-yet',
    what: 'an entry is logged, its answer lost, and it cannot be read yet',
    faults: ['rekor#2=drop,stored', 'rekor-entry#1=404'],
    end: FINISHED,
  },
  {
    id: 'rekor-never-readable',
    what: 'an entry is logged, its answer lost, and it can never be read: signed once more',
    faults: ['rekor#2=drop,stored', 'rekor-entry=404'],
    end: { kind: 'finished', extraEntries: 1 },
  },
  {
    id: 'rekor-half',
    what: 'half of an entry',
    faults: ['rekor#2=half'],
    end: FINISHED,
  },
  {
    id: 'rekor-silent',
    what: 'Rekor is silent once',
    faults: ['rekor#2=stall'],
    end: FINISHED,
  },
  {
    id: 'rekor-503-lasting',
    what: 'Rekor is down: nothing is uploaded',
    faults: ['rekor#3+=503,retry-after=86400'],
    end: reported('transparency-log-unavailable', 'Nothing was uploaded'),
  },
  {
    id: 'rekor-503-if-available',
    what: 'Rekor is down, with `attestations: if-available`',
    faults: ['rekor=503,retry-after=86400'],
    inputs: { attestations: 'if-available' },
    end: { kind: 'finished-unattested', says: 'Publishing without attestations' },
  },
];
