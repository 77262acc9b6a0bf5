import type { ExitCode, PinChange, VerifiedItem, VerifyReport } from '../../provenance/report.ts';
import { markdownCode, markdownLink, markdownTable, markdownText } from '../../text/markdown.ts';
import { acceptedConcerns, type Concern, concernsOf } from './concern.ts';
import { type ConcernFacts, concernFacts, type Step } from './concern-facts.ts';
import { elsewhereText } from './elsewhere-text.ts';
import { counted, headline } from './headline.ts';
import { fullIdentityText } from './identity-text.ts';
import { pinChangeText } from './pin-text.ts';
import { workspacePath } from './workspace-path.ts';

/** Beyond this nobody reads on, and a job summary has a limit of 1 MiB. */
const SHOWN = 40;
/** Verified releases are listed where they are few enough to be looked at. */
const LISTED_RELEASES = 20;

/**
 * A report as Markdown, for a job summary or a comment.
 * @param workspace paths below it are shown relative
 * @param now milliseconds since the epoch
 */
export function verifyMarkdown(report: VerifyReport, workspace: string, now: number): string {
  const concerns = concernsOf(report.items);
  const parts = [
    `## Provenance: ${heading(report.exit, concerns)}`,
    markdownText(headline(report.summary)),
    ...report.notes.map(({ text }) => markdownText(text)),
    trustChanges('This change alters whom you trust', report.proposedPinChanges),
    concernTable(concerns, workspace, now),
    ...concerns.slice(0, SHOWN).map((concern) => details(concern, now)),
    more(concerns.length),
    setAside(report.items),
    markdownText(elsewhereText(report.items) ?? ''),
    trustChanges('Publishers pinned by this run', report.pinChanges),
    verified(report.items),
    rootText(report),
  ];
  return parts
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function heading(exit: ExitCode, concerns: readonly Concern[]): string {
  if (exit === 3) return 'could not be verified';
  return concerns.length === 0 ? 'nothing got worse' : 'look at this before you install';
}

function concernTable(concerns: readonly Concern[], workspace: string, now: number): string {
  if (concerns.length === 0) return '';
  const rows = concerns.slice(0, SHOWN).map((concern) => {
    const { severity, subject, finding, at, items } = concern;
    const facts = concernFacts(concern, now);
    const change = [facts.before, facts.now].filter((text) => text !== undefined);
    const place = at ? `${workspacePath(at.path, workspace)}:${at.line}` : '';
    return [
      severity === 'error' ? '❌ error' : '⚠️ warning',
      markdownText(subject),
      markdownCode(finding.rule),
      change.map(markdownText).join(' → '),
      markdownText(items.length === 1 ? facts.files : `${items.length} files`),
      place === '' ? '' : markdownCode(place),
    ];
  });
  return markdownTable(['', 'Release', 'Rule', 'Before → now', 'Files', 'Where'], rows);
}

function details(concern: Concern, now: number): string {
  const facts = concernFacts(concern, now);
  const title = `<summary><b>${markdownText(concern.subject)}</b>: ${markdownText(facts.what)}</summary>`;
  const files = `Files: ${markdownText(facts.files)}`;
  const parts = [`<details>${title}`, markdownText(facts.why), files, steps(facts), '</details>'];
  return parts.join('\n\n');
}

function steps({ steps: texts, acceptBlock }: ConcernFacts): string {
  const list = texts.map((step, at) => `${at + 1}. ${stepMarkdown(step)}`).join('\n');
  if (acceptBlock === undefined) return list;
  return `${list}\n\nTo accept it, add this to the policy:\n\n<pre>${markdownText(acceptBlock.trimEnd())}</pre>`;
}

function stepMarkdown({ text, url }: Step): string {
  return url === undefined ? markdownText(text) : `${markdownText(text)} ${markdownLink(url, url)}`;
}

function more(count: number): string {
  return count > SHOWN ? `and ${count - SHOWN} more: the JSON file has them all.` : '';
}

function setAside(items: readonly VerifiedItem[]): string {
  const rows = acceptedConcerns(items).map(({ subject, finding }) => [
    markdownText(subject),
    markdownCode(finding.rule),
    markdownText(finding.accepted?.reason ?? ''),
    markdownText(finding.accepted?.expires ?? ''),
  ]);
  if (rows.length === 0) return '';
  const table = markdownTable(['Release', 'Rule', 'Reason', 'Until'], rows.slice(0, SHOWN));
  return `<b>Set aside by the policy</b>\n\n${table}`;
}

function trustChanges(title: string, changes: readonly PinChange[]): string {
  if (changes.length === 0) return '';
  const rows = changes
    .slice(0, SHOWN)
    .map((change) => [
      markdownText(change.project),
      change.kind,
      markdownText(pinChangeText(change)),
    ]);
  return `<b>${title}</b>\n\n${markdownTable(['Project', '', 'Publisher'], rows)}`;
}

function verified(items: readonly VerifiedItem[]): string {
  const releases = new Map<string, VerifiedItem>();
  for (const item of items) {
    if (item.identity === undefined) continue;
    const { project, version, filename } = item.subject;
    releases.set(`${project ?? filename ?? ''} ${version ?? ''}`, item);
  }
  if (releases.size === 0) return '';
  const rows = [...releases]
    .slice(0, LISTED_RELEASES)
    .map(([release, { identity, pinned }]) => [
      markdownText(release),
      identity ? markdownText(fullIdentityText(identity)) : '',
      pinned ? 'pinned' : '',
    ]);
  const rest = releases.size - rows.length;
  return [
    `<details><summary>Who published: ${counted(releases.size, 'release')}</summary>`,
    '',
    markdownTable(['Release', 'Published by', ''], rows),
    ...(rest > 0 ? ['', `and ${rest} more.`] : []),
    '',
    '</details>',
  ].join('\n');
}

function rootText({ root }: VerifyReport): string {
  const stale =
    root.staleBecause === undefined ? '' : ` It may be out of date: ${root.staleBecause}`;
  return markdownText(
    `Provenance says where files come from, not that they are good. Keys: ${root.source}.${stale}`,
  );
}
