/** A repository on GitHub. */
export interface GithubRepository {
  readonly owner: string;
  readonly name: string;
}

/** The GitHub repository that `origin` of a .git/config names. */
export function originOf(config: string): GithubRepository | undefined {
  let section = '';
  for (const line of config.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim();
    if (header !== undefined) section = header;
    const url = /^\s*url\s*=\s*(\S+)/.exec(line)?.[1];
    if (section === 'remote "origin"' && url !== undefined) return githubRepository(url);
  }
  return undefined;
}

/** `https://github.com/o/r.git`, `git@github.com:o/r`, `ssh://git@github.com/o/r`. */
export function githubRepository(url: string): GithubRepository | undefined {
  const path =
    /^(?:(?:https?|git|ssh):\/\/(?:[^@/\s]*@)?(?:www\.)?github\.com(?::\d+)?\/|(?:[^@/\s]*@)?github\.com:)(.*)$/i.exec(
      url,
    )?.[1];
  const [owner = '', name = '', ...rest] = (path ?? '').replace(/(?<!\/)\/+$/, '').split('/');
  const bare = name.replace(/\.git$/, '');
  const isName = (text: string) => /^[A-Za-z0-9._-]{1,100}$/.test(text);
  return rest.length === 0 && isName(owner) && isName(bare) ? { owner, name: bare } : undefined;
}
