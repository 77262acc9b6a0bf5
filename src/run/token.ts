/** Tokens of PyPI, GitHub and GitLab, and JSON Web Tokens, by their beginnings. */
const TOKEN =
  /^(?:pypi-[\w-]{16,}|gh[a-z]_\w{16,}|github_pat_\w{16,}|gl[a-z]{2,4}-[\w.-]{16,}|eyJ[\w-]+\.[\w-]+\.[\w-]*)$/;

/** Whether a text has the form of a token, and so is a secret wherever it stands. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}
