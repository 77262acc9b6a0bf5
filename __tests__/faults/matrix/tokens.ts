import { type FaultRow, FINISHED, reported, reportedUntilMended } from './row.ts';

export const TOKEN_FAULTS: readonly FaultRow[] = [
  {
    id: 'id-token-dropped',
    what: 'the request for an ID token is dropped',
    faults: ['id-token#1=drop'],
    end: FINISHED,
  },
  {
    id: 'id-token-portal',
    what: 'a page of HTML in place of an ID token',
    faults: ['id-token#1=html'],
    end: FINISHED,
  },
  {
    id: 'id-token-for-sigstore-503',
    what: 'one 503 when the ID token for Sigstore is asked for',
    faults: ['id-token#2=503'],
    end: FINISHED,
  },
  {
    id: 'id-token-503-lasting',
    what: "GitHub's ID-token service is down",
    faults: ['id-token=503,retry-after=86400'],
    end: reported('id-token-unavailable', 'HTTP 503'),
  },
  {
    id: 'id-token-401',
    what: "GitHub's ID-token service refuses the job",
    faults: ['id-token=401'],
    end: reported('id-token-unavailable', 'HTTP 401'),
  },
  {
    id: 'id-token-silent',
    what: "GitHub's ID-token service is silent once",
    faults: ['id-token#1=stall'],
    end: FINISHED,
  },
  {
    id: 'mint-answer-lost',
    what: 'a token is minted and its answer lost: the ID token is used up',
    faults: ['mint#1=drop,stored'],
    end: FINISHED,
  },
  {
    id: 'mint-portal',
    what: 'a page of HTML in place of an upload token',
    faults: ['mint#1=html'],
    end: FINISHED,
  },
  {
    id: 'mint-503-lasting',
    what: 'the index mints no tokens: nothing is signed',
    faults: ['mint=503,retry-after=86400'],
    end: reported('index-unavailable', 'Nothing was uploaded'),
  },
  {
    id: 'unknown-publisher',
    what: 'the index does not know the publisher: nothing is signed',
    setting: 'unknown-publisher',
    end: reportedUntilMended('invalid-publisher', 'Workflow name:     release.yml'),
  },
  {
    id: 'renewal-fails',
    what: 'the token ends in the middle, and no other is to be had',
    // Each upload takes more than half of the token's life.
    faults: ['token-lifetime=4', 'upload-lock=2100+0', 'mint#3+=503,retry-after=86400'],
    inputs: { 'upload-concurrency': '1' },
    end: reported('index-unavailable', 'since this run'),
  },
  {
    id: 'clock-ahead',
    what: 'the clocks of all services are 10 minutes ahead of the runner’s',
    faults: ['clock=600'],
    end: FINISHED,
  },
  {
    id: 'clock-behind',
    what: 'the clocks of all services are 20 minutes behind the runner’s',
    faults: ['clock=-1200'],
    end: FINISHED,
  },
  {
    id: 'audience-portal',
    what: 'a page of HTML in place of the audience',
    faults: ['audience#1=html'],
    end: FINISHED,
  },
];
