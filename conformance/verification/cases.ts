import type { Distribution, RootName } from '../agreement/case.ts';
import type { AnyPublisher } from '../agreement/their-verdicts.ts';

/** A provenance object that both judges are shown. */
export interface ProvenanceCase {
  readonly name: string;
  readonly root: RootName;
  readonly text: string;
  readonly distribution: Distribution;
  /** Why the verdicts differ, where they should: ours and theirs. */
  readonly differs?: { readonly ours: boolean; readonly theirs: boolean; readonly because: string };
}

/** Attestations that verify, who made them and for what. */
export interface Good {
  readonly name: string;
  readonly root: RootName;
  readonly publisher: AnyPublisher;
  readonly attestations: readonly object[];
  readonly distribution: Distribution;
  /** Whether the certificate tells the environment (Fulcio since 2025). */
  readonly tellsEnvironment: boolean;
}

type Differs = ProvenanceCase['differs'];

const OK_TO_NOTHING: Differs = {
  ours: false,
  theirs: true,
  because: 'a loop over nothing finds nothing wrong',
};

/** Each good provenance object as it is, and spoilt in one way at a time. */
export function provenanceCases(goods: readonly Good[]): readonly ProvenanceCase[] {
  return goods.flatMap((good) => {
    const { root, distribution } = good;
    const { publisher, attestations } = good;
    const make = (name: string, bundles: unknown, differs?: Differs): ProvenanceCase => ({
      name: `${good.name}: ${name}`,
      root,
      distribution,
      text: JSON.stringify({ version: 1, attestation_bundles: bundles }),
      ...(differs === undefined ? {} : { differs }),
    });
    const by = (change: object) => [{ publisher: { ...publisher, ...change }, attestations }];
    const own = [{ publisher, attestations }];
    const [first] = attestations;
    const as = make('as it is', own);
    return [
      as,
      make('no bundles', [], OK_TO_NOTHING),
      make('a bundle without attestations', [{ publisher, attestations: [] }], OK_TO_NOTHING),
      make('an empty bundle beside a good one', [...own, { publisher, attestations: [] }]),
      make('twice the same', [{ publisher, attestations: [first, first] }]),
      make('members that nobody knows', [{ publisher, attestations, more: 1 }]),
      make('a publisher with claims', by({ claims: null })),
      make('another kind of publisher', by({ kind: 'Google', email: 'a@b.c' }).map(spoilGoogle)),
      make('a kind that nobody knows', by({ kind: 'Buildkite' }), {
        ours: true,
        theirs: false,
        because: 'the certificate says who signed; that the index cannot be compared is a warning',
      }),
      ...changedPublisher(good, make, by),
      make('a bundle that is none', [7]),
      make('an attestation that is none', [{ publisher, attestations: [{ version: 1 }] }]),
      {
        ...as,
        name: `${good.name}: another version`,
        text: as.text.replace('"version":1', '"version":2'),
      },
      { ...as, name: `${good.name}: half of it`, text: as.text.slice(0, 200) },
      {
        ...as,
        name: `${good.name}: other bytes`,
        distribution: { ...distribution, sha256: 'ab'.repeat(32) },
      },
      { ...as, name: `${good.name}: another name`, distribution: renamed(distribution) },
      {
        ...as,
        name: `${good.name}: another Sigstore`,
        root: root === 'staging' ? 'production' : 'staging',
      },
    ];
  });
}

/** A Google account must not keep the members that name it. */
function spoilGoogle(bundle: { publisher: object; attestations: readonly object[] }) {
  return { ...bundle, publisher: { kind: 'Google', email: 'nobody@example.org' } };
}

function renamed({ name, sha256 }: Distribution): Distribution {
  return { name: name.replace(/-(\d)/, '-9$1'), sha256 };
}

function changedPublisher(
  { publisher, tellsEnvironment }: Good,
  make: (name: string, bundles: unknown, differs?: Differs) => ProvenanceCase,
  by: (change: object) => unknown,
): readonly ProvenanceCase[] {
  const { kind, repository } = publisher;
  if (kind === 'Google') return [make('another account', by({ email: 'nobody@example.org' }))];
  if (kind === 'CircleCI') {
    return [
      make('another project', by({ project_id: 'x' })),
      make('another pipeline', by({ pipeline_definition_id: 'x' })),
      make('another repository', by({ vcs_origin: 'github.com/acme/other' })),
      make('another ref', by({ vcs_ref: 'refs/heads/other' })),
    ];
  }
  const workflow = kind === 'GitHub' ? 'workflow' : 'workflow_filepath';
  return [
    make('another repository', by({ repository: 'acme/other' })),
    make('a repository in capitals', by({ repository: repository?.toUpperCase() }), {
      ours: true,
      theirs: false,
      because: 'GitHub, GitLab and PyPI tell no letters apart by their case',
    }),
    make('another workflow', by({ [workflow]: 'other.yml' })),
    make(
      'an environment that is forged',
      by({ environment: 'forged' }),
      tellsEnvironment
        ? {
            ours: false,
            theirs: true,
            because: 'pypi_attestations does not look at the environment',
          }
        : undefined,
    ),
  ];
}
