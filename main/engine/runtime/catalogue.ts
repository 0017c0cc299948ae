// The image catalogue: what is known of container images, wherever they are pulled from. An image is looked up by the
// last part of its repository and its tag, so that `harbor.example.com/team/nginx:1.25` is the nginx everybody knows.
import type { TongueName } from './programs/tongues/registry.ts';

/** What an image runs when the manifest names no command. */
export type ProgramSpec =
  | ({ readonly type: 'nginx' } & Versions)
  | ({ readonly type: 'apache' } & Versions)
  /** A shell or tool image: its default command as if typed. */
  | { readonly type: 'command'; readonly command: readonly string[] }
  | { readonly type: 'pause' }
  /** A program of the cluster itself: `kube-apiserver`, `flanneld`, …; ready `startUs` after its start. */
  | {
      readonly type: 'component';
      readonly component: string;
      readonly startUs: number;
      /** Where it listens once it is up, and says that all is well. */
      readonly ports?: readonly number[] | undefined;
      /** Where it says by gRPC how it is. */
      readonly grpcPorts?: readonly number[] | undefined;
      /** Other names of its file. */
      readonly names?: readonly string[] | undefined;
    }
  /** A language: its first name is what runs by default. */
  | { readonly type: 'interpreter'; readonly names: readonly string[] }
  /** Answers every request on the container's ports. */
  | { readonly type: 'server'; readonly command: readonly string[] }
  | WebSpec
  | DaemonSpec;

/** Answers in the same way whatever happens. Texts have gaps, see `fillIn`. */
export interface WebSpec extends PerhapsVersions {
  readonly type: 'web';
  readonly command: readonly string[];
  readonly port: number;
  /** Name of the option that says another port. */
  readonly portOption?: string | undefined;
  /** The first that is for the path of a request, or for any; without one there is no such page. */
  readonly answers: readonly {
    readonly path?: string | undefined;
    readonly status?: number | undefined;
    readonly type?: string | undefined;
    readonly body: string;
  }[];
  /** What it calls itself. */
  readonly server?: string | undefined;
  /** What it ends with when it is asked to end, 0 unless told; `ignored`: it does not heed that as a first process. */
  readonly onStop?: number | 'ignored' | undefined;
  /** A first argument by which it becomes agnhost's gRPC server for health checks. */
  readonly grpcCommand?: string | undefined;
  readonly logs?: readonly string[] | undefined;
}

/** Listens on its own ports and speaks no HTTP: a database. Texts have gaps, see `fillIn`. */
export interface DaemonSpec extends PerhapsVersions {
  readonly type: 'daemon';
  readonly command: readonly string[];
  /** Other names of its program. */
  readonly names?: readonly string[] | undefined;
  readonly ports: readonly number[];
  /** Name of the option that says another port. */
  readonly portOption?: string | undefined;
  /** The language that it answers in. */
  readonly speaks?: TongueName | undefined;
  /** Where it logs; standard output unless told. */
  readonly stream?: 'stdout' | 'stderr' | undefined;
  /** What it writes at once. */
  readonly first?: readonly string[] | undefined;
  /** What it does the first time, when the file `marker` is not there yet. */
  readonly init?:
    | {
        readonly marker: string;
        /** Variables of which one has to be set; without it ends with `refusal`. */
        readonly needs: readonly string[];
        readonly refusal: readonly string[];
        readonly logs: readonly string[];
        readonly tookUs: number;
        /** What it writes at the end of it. */
        readonly done?: readonly string[] | undefined;
      }
    | undefined;
  /** From its start, or from the end of the preparations, until it listens. */
  readonly startUs?: number | undefined;
  /** What it writes when it listens. */
  readonly logs: readonly string[];
  /** How it ends when it is told to: at once unless this says more. */
  readonly stop?: { readonly logs: readonly string[]; readonly tookUs?: number | undefined } | undefined;
  /** 0 unless told. */
  readonly exitCode?: number | undefined;
}

/** Which version a tag stands for: `1.25.1-alpine` says it itself, `1.25` is looked up, anything else is `version`. */
export interface Versions {
  readonly version: string;
  readonly versions?: Readonly<Record<string, string>> | undefined;
}

interface PerhapsVersions {
  readonly version?: string | undefined;
  readonly versions?: Versions['versions'];
}

/** What the program of an image takes of its machine. */
export interface Use {
  /** As long as it runs, in mebibytes; less ends it for want of memory. */
  readonly memoryMi: number;
  /** While nobody asks anything of it, in thousandths of a core. */
  readonly cpuMilli: number;
  /** Microseconds of a core that a request takes; 0 unless told. */
  readonly requestUs?: number | undefined;
}

export interface CatalogueImage {
  /** Last part of the repository, for example `nginx`. */
  readonly repository: string;
  /** Tags this entry stands for; a tag of `*` is any other. */
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  /** How long a pull takes, before chance makes it up to a third longer. */
  readonly pullUs: number;
  /** When the image was built: the time its files bear. RFC 3339. */
  readonly builtAt: string;
  readonly program: ProgramSpec;
  /** Left out where nothing runs but tools, which take next to nothing. */
  readonly use?: Use | undefined;
  /** Whether there are a shell and tools in it; there are unless this says no. */
  readonly shell?: boolean | undefined;
  /** `{version}` stands for the version of the tag. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly workingDir?: string | undefined;
  /** What asks its containers to end, when that is not SIGTERM: `SIGQUIT`. */
  readonly stopSignal?: string | undefined;
  /** Programs that it has besides the usual tools: clients of its own. */
  readonly tools?: readonly string[] | undefined;
  /** Files of the image by absolute path. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ImageCatalogue {
  readonly images: readonly CatalogueImage[];
  /** What stands in for an image that is not listed. */
  readonly unknown: { readonly sizeBytes: number; readonly pullUs: number };
  /** Parts of a reference by which it is known not to exist anywhere: a pull of it fails. */
  readonly missing: readonly string[];
}

export interface ImageName {
  /** As the runtime writes it, with registry and tag: `docker.io/library/nginx:1.27`. */
  readonly full: string;
  /** Without tag or digest: `docker.io/library/nginx`. */
  readonly name: string;
  /** Last part of the repository. */
  readonly repository: string;
  readonly tag: string;
}

/** Takes an image reference apart and completes it as containerd does (docker.io, library, latest). */
export function parseImageName(reference: string): ImageName {
  const [withTag = '', digest] = reference.split('@');
  const slash = withTag.lastIndexOf('/');
  const colon = withTag.indexOf(':', slash + 1);
  const path = colon < 0 ? withTag : withTag.slice(0, colon);
  const tag = colon < 0 ? 'latest' : withTag.slice(colon + 1);
  const name = withRegistry(path);
  return {
    full: digest === undefined ? `${name}:${tag}` : `${name}@${digest}`,
    name,
    repository: path.slice(slash + 1),
    tag,
  };
}

/** The catalogue's entry for an image; undefined when it is not listed. */
export function findImage(catalogue: ImageCatalogue, reference: string): CatalogueImage | undefined {
  const { repository, tag } = parseImageName(reference);
  const named = catalogue.images.filter((image) => image.repository === repository);
  return named.find(({ tags }) => tags.includes(tag)) ?? named.find(({ tags }) => tags.includes('*'));
}

/** The version that a tag stands for; empty where versions do not matter. */
export function versionOf({ version = '', versions }: PerhapsVersions, tag: string): string {
  const [number = ''] = tag.split('-');
  return /^\d+\.\d+\.\d+$/.test(number) ? number : (versions?.[number] ?? version);
}

/** Whether a pull of the image fails because it does not exist. */
export function isMissing(catalogue: ImageCatalogue, reference: string): boolean {
  return catalogue.missing.some((part) => reference.includes(part));
}

function withRegistry(path: string): string {
  const parts = path.split('/');
  const [first = ''] = parts;
  if (parts.length === 1) return `docker.io/library/${path}`;
  return /[.:]|^localhost$/.test(first) ? path : `docker.io/${path}`;
}
