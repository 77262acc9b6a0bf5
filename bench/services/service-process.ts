import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Command, Conditions, Places, Traffic } from './protocol.ts';

/** The services that every contestant talks to. */
export interface Services {
  readonly places: Places;
  /** Empties the index; what comes after that is one run. */
  begin(conditions: Conditions): Promise<void>;
  end(): Promise<Traffic>;
  close(): Promise<void>;
}

/** Starts the services in a process of their own. */
export async function startServices(): Promise<Services> {
  const child = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const up = await answerOf(child);
  if (up.kind !== 'up') throw new Error('the services did not come up');
  const ask = async (command: Command): Promise<Answer> => {
    const answer = answerOf(child);
    child.send(command);
    return answer;
  };
  return {
    places: up.places,
    begin: async (conditions) => {
      await ask({ kind: 'begin', conditions });
    },
    end: async () => {
      const answer = await ask({ kind: 'end' });
      if (answer.kind !== 'ended') throw new Error('the services are confused');
      return answer.traffic;
    },
    close: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

function answerOf(child: ChildProcess): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const onExit = (code: number | null) => reject(new Error(`the services ended (${code})`));
  child.once('exit', onExit);
  child.once('message', (answer: Answer) => {
    child.off('exit', onExit);
    resolve(answer);
  });
  return promise;
}
