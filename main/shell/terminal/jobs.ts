// What runs in a terminal besides the script itself: jobs in the background, and commands whose time is limited.
import type { Script } from './syntax-tree.ts';

/** Variable by which the commands of a job know whose they are. */
export const JOB_VARIABLE = 'KUBARIUM_JOB';
const FIRST_PROCESS = 2000;

export interface Job {
  readonly number: number;
  /** As `$!` has it. */
  readonly process: number;
  readonly text: string;
  /** Aborted to stop the command that runs. */
  readonly stop: AbortController;
  /** Aborted to end what the job would do after that. */
  readonly end: AbortController;
  /** Comes to the exit code. */
  readonly done: Promise<number>;
  /** Undefined while it runs. */
  exitCode: number | undefined;
}

export class Jobs {
  readonly #scripts: Script[] = [];
  readonly #jobs = new Map<number, Job>();
  /** What runs in the foreground: the script, or the line that was typed last. */
  #foreground = newStops();
  /** Jobs of the background are counted upwards from 1, others downwards. */
  #inBackground = 0;
  #others = 0;
  #lastProcess: number | undefined;

  /** Process of the job that was started last. */
  get lastProcess(): number | undefined {
    return this.#lastProcess;
  }

  /** Those of the background that are not done yet, in the order of their start. */
  get running(): readonly Job[] {
    return [...this.#jobs.values()].filter(({ number, exitCode }) => number > 0 && exitCode === undefined);
  }

  /** What begins now is in the foreground, until the next does; aborted to end it. */
  begin(): AbortSignal {
    this.#foreground = newStops();
    return this.#foreground.end.signal;
  }

  /** Stops what runs in the foreground, and whatever would follow there. */
  interrupt(): void {
    this.#foreground.stop.abort();
    this.#foreground.end.abort();
  }

  /** Puts a script aside until it is started, once or several times; answers its number. */
  keep(script: Script): number {
    return this.#scripts.push(script);
  }

  script(number: number): Script | undefined {
    return this.#scripts[number - 1];
  }

  /** Starts `work` for a command that waits for it. */
  start(text: string, work: Work): Job {
    return this.#start(--this.#others, text, work);
  }

  /** Starts `work` in the background, where people can ask for it. */
  startInBackground(text: string, work: Work): Job {
    const job = this.#start(++this.#inBackground, text, work);
    this.#lastProcess = job.process;
    return job;
  }

  /** A job as people name it: `%1`, or by its process. */
  find(name: string): Job | undefined {
    const number = name.startsWith('%') ? Number(name.slice(1)) : Number(name) - FIRST_PROCESS;
    return this.#jobs.get(number);
  }

  /** Aborted when the command of a job, or of the terminal itself, is to stop. */
  signalOf(job: string | undefined): AbortSignal {
    return (this.#jobs.get(Number(job)) ?? this.#foreground).stop.signal;
  }

  /** Ends a job that was told to stop and goes on to its next command. */
  end(job: string | undefined): void {
    this.#jobs.get(Number(job))?.end.abort();
  }

  stopAll(): void {
    this.#foreground.stop.abort();
    for (const { stop } of this.#jobs.values()) stop.abort();
  }

  #start(number: number, text: string, work: Work): Job {
    const { stop, end } = newStops();
    const done = work(number, stop.signal, end.signal).then((exitCode) => (job.exitCode = exitCode));
    const job: Job = { number, process: FIRST_PROCESS + number, text, stop, end, done, exitCode: undefined };
    this.#jobs.set(number, job);
    return job;
  }
}

function newStops(): Pick<Job, 'stop' | 'end'> {
  return { stop: new AbortController(), end: new AbortController() };
}

/** What a job does; answers its exit code. */
type Work = (job: number, stop: AbortSignal, end: AbortSignal) => Promise<number>;
