import { filesText } from './messages.ts';
import type { FileStatus, PublishReport } from './report.ts';

/**
 * How a run ended, in a few words: the heading of the summary. Never "published" for what is not.
 * @param title the index, escaped for where the headline is shown
 */
export function publishHeadline({ error, dryRun, files }: PublishReport, title: string): string {
  if (error) return `Publishing to ${title} failed`;
  if (dryRun) return `Dry run for ${title}: nothing was uploaded`;
  const count = (status: FileStatus) => files.filter((file) => file.status === status).length;
  const unconfirmed = count('unconfirmed');
  const kept = count('kept');
  const parts = [
    ...(unconfirmed > 0 ? [`${filesText(unconfirmed)} not confirmed`] : []),
    ...(kept > 0 ? [`${filesText(kept)} not uploaded`] : []),
  ];
  const but = parts.length === 0 ? '' : `, ${parts.join(', ')}`;
  if (count('uploaded') > 0) return `Published to ${title}${but}`;
  if (unconfirmed > 0) return `Sent to ${title}${but}`;
  return kept > 0 ? `Nothing published to ${title}${but}` : `Nothing to publish to ${title}`;
}
