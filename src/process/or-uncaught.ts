/** A run that can still report by itself does so within this time. */
const SETTLING_MS = 2_000;

/**
 * Waits for work, and for what would end the process before it: something thrown that no code
 * catches, which Node.js would show as a stack trace, and an event loop that has nothing left to
 * wait for.
 * @param settlingMs how long the work may still take after that, in milliseconds
 * @throws what was thrown
 */
export async function orUncaught<T>(
  work: Promise<T>,
  settlingMs: number = SETTLING_MS,
): Promise<T> {
  const { promise: failure, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const onUncaught = (cause: unknown) => {
    timer ??= setTimeout(() => reject(cause), settlingMs);
  };
  const onIdle = () => reject(new Error('the run waits for something that never happens'));
  process.on('uncaughtException', onUncaught);
  process.on('beforeExit', onIdle);
  try {
    return await Promise.race([work, failure]);
  } finally {
    clearTimeout(timer);
    process.off('uncaughtException', onUncaught);
    process.off('beforeExit', onIdle);
  }
}
