// The commands, their options and their help.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { problemText, type Outcome } from '../../preload/contract/problems.ts';
import { SPEED_MAX } from '../host/pacer.ts';
import { parseDuration } from './duration.ts';
import { exportCommand, type ExportOptions } from './export-command.ts';
import { importCommand, type ImportOptions } from './import-command.ts';
import { replayCommand, type ReplayOptions } from './replay-command.ts';
import { EXPORT_FORMATS } from '../host/transfer/export-session.ts';
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
  addImport(program, (paths, options) => finish(importCommand(paths, options, terminal)));
  addExport(program, (options) => finish(exportCommand(options, terminal)));
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
    .option('--node-ports', 'open the node ports of Services on 127.0.0.1, too, for browsers and curl')
    .option('--merge-kubeconfig', 'add the cluster to your own kubeconfig, of which a copy is kept')
    .option('-f, --file <path...>', 'manifests to apply first: files, folders, - for standard input')
    .addHelpText('after', SERVE_HELP)
    .action(action);
}

function addImport(program: Command, action: (paths: readonly string[], options: ImportOptions) => void): void {
  program
    .command('import')
    .description('Make a session of manifests, kustomizations, or what `kubectl get -o yaml` dumped of a real cluster.')
    .argument('<dump...>', 'files, folders, kustomizations, - for standard input')
    .requiredOption('--session <file>', 'where the new session is made')
    .addOption(new Option('--simulate', 'leave what controllers own to them, and run everything anew').default(true))
    .addOption(
      new Option('--keep-status', 'begin at the moment of the dump, with all its Pods and statuses').conflicts(
        'simulate',
      ),
    )
    .option('--with-secrets', 'take the values of Secrets along')
    .option('--anonymise', 'rename namespaces, objects, hosts, registries and addresses; drop annotations and values')
    .addOption(presetOption())
    .addOption(seedOption())
    .addHelpText('after', IMPORT_HELP)
    .action(action);
}

function addExport(program: Command, action: (options: ExportOptions) => void): void {
  program
    .command('export')
    .description('Write what is in a saved session: clean manifests, or its history as audit log or Events.')
    .requiredOption('--session <file>', 'a session: NAME.kubarium')
    .addOption(new Option('-n, --namespace <name>', 'one namespace alone').conflicts('all'))
    .option('--all', 'all namespaces, which is also what happens when none is named')
    .addOption(new Option('--as <what>', 'what is written').choices(EXPORT_FORMATS).default('manifests'))
    .addOption(
      new Option('--at <duration>', 'the moment of the manifests, in virtual time since the cluster was switched on')
        .default(undefined, 'the end')
        .argParser(duration),
    )
    .option('-o, --output <path>', 'a file, or a folder for a file of each object (default: standard output)')
    .addHelpText('after', EXPORT_HELP)
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

const IMPORT_HELP = `
Either everything that can be taken is in the new session, or no session is made. What stays out is told, and why: what
its controller makes again, what every cluster has of its own, Secrets, kinds that are not served. The machines of a dump
with Nodes are those of the new cluster.

Examples:
  kubectl get all,cm,ing,pvc,sa,nodes,ns -A -o yaml > dump.yaml
  kubarium import dump.yaml --session copy.kubarium
  kubarium import dump.yaml --session shared.kubarium --keep-status --anonymise
  kubarium import overlays/production --session production.kubarium`;

const EXPORT_HELP = `
Manifests hold what people have made, without what the cluster has: applied to an empty cluster they give the same again.
The audit log is one audit.k8s.io/v1 Event a line, the Events are one v1 EventList.

Examples:
  kubarium export --session monday.kubarium -n shop -o shop.yaml
  kubarium export --session monday.kubarium --all -o manifests/
  kubarium export --session monday.kubarium --as audit | grep '"verb":"delete"'`;

const REPLAY_HELP = `
The state is folded from the stored records; the cluster is not run again.

Examples:
  kubarium replay monday.kubarium
  kubarium replay monday.kubarium --at 1m30s
  kubarium replay monday.kubarium --at 45s --output json`;
