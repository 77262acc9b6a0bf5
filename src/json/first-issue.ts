/**
 * Validation that stops at the first thing wrong. Without it a list of a million wrong elements
 * makes a million issues of some 700 bytes each.
 */
export const FIRST_ISSUE = { abortEarly: true, abortPipeEarly: true } as const;
