// Which program a command line stands for in an image: the one the image is made for, a tool, or a stand-in.
import {
  type CatalogueImage,
  type ImageCatalogue,
  type Use,
  findImage,
  parseImageName,
  versionOf,
} from '../catalogue.ts';
import { FileTree } from '../file-tree.ts';
import { baseName } from '../os/paths.ts';
import { isShellName } from '../shell/shell.ts';
import { apache } from './apache.ts';
import { tools } from './commands/registry.ts';
import { component } from './component.ts';
import { daemon } from './daemon.ts';
import { databaseClients } from './database-clients.ts';
import { grpcHealthChecking, withCommands } from './grpc-health.ts';
import { instantOf } from './http.ts';
import { interpreter } from './interpreter.ts';
import { plain } from './commands/command.ts';
import { ruleCommands } from './commands/rule-tools.ts';
import { nginx } from './nginx/nginx.ts';
import type { Program } from './program.ts';
import { genericServer, pause } from './servers.ts';
import { web } from './web.ts';

const STOP_SIGNAL = 'SIGTERM';

/** What an image has to run. */
export interface ImagePrograms {
  /** What a container without a command of its own runs. */
  readonly command: readonly string[];
  readonly hasShell: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  readonly files: Readonly<Record<string, string>>;
  /** What asks its containers to end: `SIGTERM`. */
  readonly stopSignal: string;
  /** What its own program takes. */
  readonly use: Use;
  /** What is not as it would be in a real cluster, when something is. */
  readonly note?: string;
  /** The program that a name, with or without its folder, stands for. */
  find(name: string): Program | undefined;
  /** Whether a name stands for the program that the image is made for, rather than for a tool. */
  isOwn(name: string): boolean;
}

const NEXT_TO_NOTHING: Use = { memoryMi: 0, cpuMilli: 0 };
const SIMPLE_SERVER: Use = { memoryMi: 12, cpuMilli: 1, requestUs: 500 };

/** The programs of images by their references, each worked out once. */
export class ImageLibrary {
  readonly #catalogue: ImageCatalogue;
  readonly #known = new Map<string, ImagePrograms>();

  constructor(catalogue: ImageCatalogue) {
    this.#catalogue = catalogue;
  }

  of(reference: string): ImagePrograms {
    let known = this.#known.get(reference);
    if (!known) {
      known = programsOf(this.#catalogue, reference);
      this.#known.set(reference, known);
    }
    return known;
  }
}

/** The programs of an image, by its reference. */
export function programsOf(catalogue: ImageCatalogue, reference: string): ImagePrograms {
  const image = findImage(catalogue, reference);
  if (!image) return unknownImage;
  const own = ownProgram(image, parseImageName(reference).tag);
  const hasShell = image.shell !== false;
  const isOwn = (name: string) => own.program !== undefined && own.names.includes(baseName(name));
  return {
    command: own.command,
    hasShell,
    env: environmentOf(image, parseImageName(reference).tag),
    workingDir: image.workingDir ?? '/',
    files: image.files,
    stopSignal: image.stopSignal ?? STOP_SIGNAL,
    use: image.use ?? NEXT_TO_NOTHING,
    isOwn,
    find: (name) => {
      const base = baseName(name);
      if (isOwn(base)) return own.program;
      if (image.tools?.includes(base) === true) return databaseClients[base] ?? ruleTool(base);
      return hasShell && Object.hasOwn(tools, base) ? tools[base] : undefined;
    },
  };
}

function ruleTool(name: string): Program | undefined {
  const command = ruleCommands[name];
  return command && plain(command);
}

function environmentOf({ env = {}, program }: CatalogueImage, tag: string): Readonly<Record<string, string>> {
  const version = 'version' in program ? versionOf(program, tag) : '';
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replace('{version}', version)]));
}

/** Whatever is not a tool is taken to be a server. */
const unknownImage: ImagePrograms = {
  command: ['/server'],
  hasShell: true,
  env: {},
  workingDir: '/',
  files: {},
  stopSignal: STOP_SIGNAL,
  note: 'unknown image: a simple server stands in on its ports',
  use: SIMPLE_SERVER,
  isOwn: (name) => !Object.hasOwn(tools, baseName(name)),
  find: (name) => (Object.hasOwn(tools, baseName(name)) ? tools[baseName(name)] : genericServer),
};

interface OwnProgram {
  readonly command: readonly string[];
  readonly names: readonly string[];
  readonly program?: Program;
}

function ownProgram(image: CatalogueImage, tag: string): OwnProgram {
  const { program } = image;
  switch (program.type) {
    case 'nginx': {
      const files = new FileTree(Object.entries(image.files));
      const server = nginx(versionOf(program, tag), instantOf(image.builtAt), files);
      return { command: ['nginx', '-g', 'daemon off;'], names: ['nginx', 'nginx-debug'], program: server };
    }
    case 'apache':
      return {
        command: ['httpd-foreground'],
        names: ['httpd-foreground', 'httpd'],
        program: apache(versionOf(program, tag)),
      };
    case 'pause':
      return { command: ['/pause'], names: ['pause'], program: pause };
    case 'component': {
      const own = component(program);
      return { command: [program.component], names: [program.component, ...(program.names ?? [])], program: own };
    }
    case 'interpreter':
      return { command: program.names.slice(0, 1), names: program.names, program: interpreter };
    case 'server':
      return { command: program.command, names: [baseName(program.command[0] ?? '')], program: genericServer };
    case 'daemon': {
      const own = daemon(program, versionOf(program, tag));
      const names = [baseName(program.command[0] ?? ''), ...(program.names ?? [])];
      return { command: program.command, names, program: own };
    }
    case 'web': {
      const usual = web(program, versionOf(program, tag));
      const { grpcCommand } = program;
      const own = grpcCommand === undefined ? usual : withCommands(usual, new Map([[grpcCommand, grpcHealthChecking]]));
      return { command: program.command, names: [baseName(program.command[0] ?? '')], program: own };
    }
    case 'command':
      return { command: program.command, names: [] };
  }
}

/**
 * The command line of a container: the manifest's command replaces the image's, its arguments alone are handed to what
 * the image begins with.
 */
export function commandLine(
  image: ImagePrograms,
  command: readonly string[],
  args: readonly string[],
): readonly string[] {
  if (command.length > 0) return [...command, ...args];
  const [first = ''] = args;
  if (first === '') return image.command;
  const isProgram =
    image === unknownImage ? !first.startsWith('-') : isShellName(first) || image.find(first) !== undefined;
  if (isProgram) return args;
  return isShellName(image.command[0] ?? 'sh') ? args : [...image.command.slice(0, 1), ...args];
}
