// Which program a command line stands for in an image: the one the image is made for, a tool, or a stand-in.
import { type CatalogueImage, type ImageCatalogue, findImage, parseImageName, versionOf } from '../catalogue.ts';
import { baseName } from '../os/paths.ts';
import { isShellName } from '../shell/shell.ts';
import { tools } from './commands/registry.ts';
import { component } from './component.ts';
import { instantOf } from './http.ts';
import { interpreter } from './interpreter.ts';
import { nginx } from './nginx.ts';
import type { Program } from './program.ts';
import { apache, daemon, genericServer, pause } from './servers.ts';

/** What an image has to run. */
export interface ImagePrograms {
  /** What a container without a command of its own runs. */
  readonly command: readonly string[];
  readonly hasShell: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  readonly files: Readonly<Record<string, string>>;
  /** What is not as it would be in a real cluster, when something is. */
  readonly note?: string;
  /** The program that a name, with or without its folder, stands for. */
  find(name: string): Program | undefined;
}

/** The programs of an image, by its reference. */
export function programsOf(catalogue: ImageCatalogue, reference: string): ImagePrograms {
  const image = findImage(catalogue, reference);
  if (!image) return unknownImage;
  const own = ownProgram(image, parseImageName(reference).tag);
  const hasShell = image.shell !== false;
  return {
    command: own.command,
    hasShell,
    env: image.env ?? {},
    workingDir: image.workingDir ?? '/',
    files: image.files,
    find: (name) => {
      const base = baseName(name);
      if (own.program && own.names.includes(base)) return own.program;
      return hasShell && Object.hasOwn(tools, base) ? tools[base] : undefined;
    },
  };
}

/** Whatever is not a tool is taken to be a server. */
const unknownImage: ImagePrograms = {
  command: ['/server'],
  hasShell: true,
  env: {},
  workingDir: '/',
  files: {},
  note: 'unknown image: a simple server stands in on its ports',
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
      const server = nginx(versionOf(program, tag), instantOf(image.builtAt));
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
      const own = component(program.component, program.startUs);
      return { command: [program.component], names: [program.component, ...(program.names ?? [])], program: own };
    }
    case 'interpreter':
      return { command: program.names.slice(0, 1), names: program.names, program: interpreter };
    case 'server':
      return { command: program.command, names: [baseName(program.command[0] ?? '')], program: genericServer };
    case 'daemon': {
      const own = daemon(program.ports, program.logs, program.exitCode ?? 0);
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
