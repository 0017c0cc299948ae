// The commands, their options and their help.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { problemText, type Outcome } from '../../preload/contract/problems.ts';
import { SPEED_MAX } from '../host/pacer.ts';
import { parseDuration } from './duration.ts';
import { replayCommand, type ReplayOptions } from './replay-command.ts';
import { REPORT_FORMATS } from './report.ts';
import { runCommand, type RunOptions } from './run-command.ts';
import { serveCommand, type ServeOptions } from './serve/serve-command.ts';
import { untilStopped } from './serve/until-stopped.ts';
import { shCommand, type ShOptions } from './sh-command.ts';
import type { Terminal } from './terminal.ts';

/** What the process ends with. */
export const EXIT = { good: 0, problem: 1, usage: 2 } as const;

const SEED_MAX = 2 ** 31 - 1;
const PORT_MAX = 65_535;
const VERSION_TEXT = `kubarium ${packageJson.version}, a simulated Kubernetes v1.35`;

/** Carries out a command line, without the name of the program, and answers the exit code; `sh` takes its turns. */
export function runProgram(words: readonly string[], terminal: Terminal): number | Promise<number> {
  let code: number | Promise<number> = EXIT.good;
  const finish = (outcome: Outcome<void>) => {
    if (outcome.ok) return;
    terminal.say(`kubarium: ${problemText(outcome.problem)}`);
    code = EXIT.problem;
  };
  const finishLater = (outcome: Promise<Outcome<number>>) => {
    code = outcome.then((ended) => {
      if (ended.ok) return ended.value;
      terminal.say(`kubarium: ${problemText(ended.problem)}`);
      return EXIT.problem;
    });
  };
  try {
    makeProgram(terminal, finish, finishLater).parse(words, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.good : EXIT.usage;
  }
}

function makeProgram(
  terminal: Terminal,
  finish: (outcome: Outcome<void>) => void,
  finishLater: (outcome: Promise<Outcome<number>>) => void,
): Command {
  const program = new Command('kubarium')
    .description('A living Kubernetes cluster behind glass. These commands play it without its window.')
    .version(VERSION_TEXT, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .showHelpAfterError('(add --help for help)')
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      writeErr: (text) => terminal.say(text.trimEnd()),
    })
    .addHelpText('after', PROGRAM_HELP);
  addRun(program, (options) => finish(runCommand(options, terminal)));
  addReplay(program, (path, options) => finish(replayCommand(path, options, terminal)));
  addSh(program, (path, options) => finishLater(shCommand(path, options, terminal)));
  addServe(program, (options) => finishLater(untilStopped((stop) => serveCommand(options, terminal, stop))));
  program
    .command('version')
    .description('print the version')
    .action(() => terminal.print(`${VERSION_TEXT}\n`));
  return program;
}

function addRun(program: Command, action: (options: RunOptions) => void): void {
  program
    .command('run')
    .description('Switch a cluster on, apply manifests, let time pass at full speed, and print what became of it.')
    .requiredOption(
      '-f, --file <path...>',
      'manifests to apply: files, folders of .yaml, .yml and .json files, - for standard input',
    )
    .addOption(presetOption())
    .addOption(
      new Option('--for <duration>', 'how long the cluster runs after the manifests were applied, in virtual time')
        .default(parseDuration('120s'), '120s')
        .argParser(duration),
    )
    .addOption(seedOption())
    .option('--records <file>', 'write every record of the journal to this file, as JSON lines')
    .option('--session <file>', 'save the run as a session, which the window and `kubarium replay` can open')
    .addOption(outputOption())
    .addHelpText('after', RUN_HELP)
    .action(action);
}

function addReplay(program: Command, action: (path: string, options: ReplayOptions) => void): void {
  program
    .command('replay')
    .description('Print the state of a saved session at a moment, as it was recorded.')
    .argument('<file>', 'a session: NAME.kubarium')
    .addOption(
      new Option('--at <duration>', 'the moment, in virtual time since the cluster was switched on')
        .default(undefined, 'the end')
        .argParser(duration),
    )
    .addOption(outputOption())
    .addHelpText('after', REPLAY_HELP)
    .action(action);
}

function addSh(program: Command, action: (path: string | undefined, options: ShOptions) => void): void {
  program
    .command('sh')
    .description(
      'Run a script of terminal commands at a fresh cluster at full speed, with kubectl and the usual tools.',
    )
    .argument('[script]', 'a file of commands; standard input when none is named')
    .addOption(presetOption())
    .addOption(seedOption())
    .option('--on <node>', 'the machine at which the terminal stands (default: the first of the preset)')
    .option('--session <file>', 'save the run as a session, which the window and `kubarium replay` can open')
    .option('-x, --trace', 'tell each command, with the virtual time, before it is run')
    .addHelpText('after', SH_HELP)
    .action(action);
}

function addServe(program: Command, action: (options: ServeOptions) => void): void {
  program
    .command('serve')
    .description('Serve a cluster to kubectl, helm and other real clients on this computer, until told to stop.')
    .addOption(presetOption())
    .addOption(seedOption())
    .option('--session <file>', 'open this session, or save the new one there')
    .option('--kubeconfig <file>', 'where the kubeconfig is written; a file of its own (default: beside the session)')
    .addOption(new Option('--port <number>', 'the port on 127.0.0.1; 0 for any').default(0, 'any').argParser(port))
    .addOption(
      new Option('--speed <factor>', 'virtual seconds a second; 0 is as fast as it goes').default(1).argParser(speed),
    )
    .option('-f, --file <path...>', 'manifests to apply first: files, folders, - for standard input')
    .addHelpText('after', SERVE_HELP)
    .action(action);
}

function presetOption(): Option {
  return new Option('--preset <name>', 'the cluster to begin with').default('tutorial');
}

function seedOption(): Option {
  return new Option('--seed <number>', 'root of all chance; the same seed and input give the same history')
    .default(1)
    .argParser(seed);
}

function outputOption(): Option {
  return new Option('-o, --output <format>', 'how to print the state').choices(REPORT_FORMATS).default('tables');
}

function duration(text: string): number {
  const durationUs = parseDuration(text);
  if (durationUs === undefined) throw new InvalidArgumentError('Write a duration such as 45s, 2m or 1h30m.');
  return durationUs;
}

function seed(text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(number <= SEED_MAX)) throw new InvalidArgumentError(`Write a whole number from 0 to ${String(SEED_MAX)}.`);
  return number;
}

function port(text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(number <= PORT_MAX)) throw new InvalidArgumentError(`Write a port from 0 to ${String(PORT_MAX)}.`);
  return number;
}

function speed(text: string): number {
  const factor = text === '' ? NaN : Number(text);
  if (factor >= 0 && factor <= SPEED_MAX) return factor;
  throw new InvalidArgumentError(`Write a number from 0 to ${String(SPEED_MAX)}.`);
}

const PROGRAM_HELP = `
Examples:
  kubarium run -f site.yaml
  kubarium replay monday.kubarium --at 45s

Without a command line, "npm start" opens the window.
Exit codes: 0 all went well, 1 a problem, told on standard error, 2 the command line was wrong.`;

const RUN_HELP = `
The manifests are applied as one: if anything in them is refused, nothing is applied.

Records are JSON lines with seq, t (microseconds of virtual time), actor, type, cause (the seq of the record that led
to this one, 0 for none) and what else belongs to the type. A change of an object holds the object as it is after it.

With --output json the state is printed as {"objects": [...], "events": [...]}.

Examples:
  kubarium run -f configmap.yaml -f rc.yaml -f service.yaml
  kubarium run -f manifests/ --for 10m --seed 7 --session monday.kubarium
  cat site.yaml | kubarium run -f - --output json
  kubarium run -f site.yaml --records records.jsonl`;

const SH_HELP = `
The commands run as in bash: pipes, here-documents, variables, functions, loops, jobs in the background. Time is virtual:
"sleep 600" takes no time at all. Files of this computer can be read under their own paths; what the commands write is
gone when the script ends, except on the disk of the machine itself.

The exit code is that of the last command.

Examples:
  kubarium sh deploy.sh
  kubarium sh -x --preset oracle --seed 7 --session friday.kubarium deploy.sh
  echo 'kubectl apply -f site.yaml; sleep 30; kubectl get pods' | kubarium sh`;

const SERVE_HELP = `
When the server can be asked, one line is printed: "Ready: https://127.0.0.1:PORT KUBECONFIG=FILE". The kubeconfig holds
a token that ends with the server. Without --session nothing is left when it stops; with one, every request is on record
in the session, which the window and \`kubarium replay\` can open. SIGINT and SIGTERM stop it.

Examples:
  kubarium serve --kubeconfig kubarium.yaml &
  KUBECONFIG=kubarium.yaml kubectl get nodes
  kubarium serve --preset oracle --session monday.kubarium --speed 10 -f site.yaml`;

const REPLAY_HELP = `
The state is folded from the stored records; the cluster is not run again.

Examples:
  kubarium replay monday.kubarium
  kubarium replay monday.kubarium --at 1m30s
  kubarium replay monday.kubarium --at 45s --output json`;
