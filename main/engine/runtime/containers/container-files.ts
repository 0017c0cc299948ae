// The files that a container sees: its image's, those that the kubelet and the runtime put into it, what it wrote, and
// its mounts.
import type { Container } from '../container.ts';
import { type BaseFiles, ContainerFiles, type Files, type Mount } from '../files.ts';
import { processOf } from '../os/table.ts';
import type { Sandbox } from '../sandbox.ts';
import { hostnameOf, hostsText, resolvText } from './pod-files.ts';
import { procFile } from './proc-files.ts';
import { ProcessRoots } from './process-roots.ts';
import type { MachineWorld } from './world.ts';

export function containerFiles(world: MachineWorld, sandbox: Sandbox, container: Container): Files {
  const own = filesOf(world, sandbox, container);
  if (sandbox.pod.sharesProcesses !== true) return own;
  const isThere = (pid: number) => (each: Container) =>
    each.status.state === 'running' && processOf(each.processes, pid) !== undefined;
  return new ProcessRoots(own, (pid) => {
    const other = sandbox.containers.find(isThere(pid));
    return other && filesOf(world, sandbox, other);
  });
}

function filesOf(world: MachineWorld, sandbox: Sandbox, container: Container): Files {
  const mounts = container.config.mounts.map((mount) => mountOf(world, sandbox, mount));
  const base = new GivenFiles(world, sandbox, container);
  const changed = () => {
    world.changed(sandbox, 'files');
  };
  return new ContainerFiles(base, container, mounts, changed, container.config.readOnlyRoot);
}

const OWN = ['/etc/hostname', '/etc/hosts', '/etc/resolv.conf'];

/** What is there when the container starts. */
class GivenFiles implements BaseFiles {
  readonly #world: MachineWorld;
  readonly #sandbox: Sandbox;
  readonly #container: Container;
  readonly #image: Readonly<Record<string, string>>;

  constructor(world: MachineWorld, sandbox: Sandbox, container: Container) {
    this.#world = world;
    this.#sandbox = sandbox;
    this.#container = container;
    this.#image = world.image(container.config.image).files;
  }

  read(path: string): string | undefined {
    switch (path) {
      case '/etc/hostname':
        return `${hostnameOf(this.#world, this.#sandbox)}\n`;
      case '/etc/hosts':
        return hostsText(this.#world, this.#sandbox);
      case '/etc/resolv.conf':
        return resolvText(this.#world, this.#sandbox);
      default:
        if (path.startsWith('/proc/')) return this.#proc(path);
        return Object.hasOwn(this.#image, path) ? this.#image[path] : undefined;
    }
  }

  #proc(path: string): string | undefined {
    this.#world.varies(this.#sandbox);
    return procFile(path, this.#world, this.#container);
  }

  paths(): readonly string[] {
    return [...Object.keys(this.#image), ...OWN];
  }
}

function mountOf(
  { disk }: MachineWorld,
  sandbox: Sandbox,
  { mountPath, source, subPath, readOnly = false, roomBytes }: Container['config']['mounts'][number],
): Mount {
  if ('hostPath' in source) return { path: mountPath, tree: disk, root: join(source.hostPath, subPath), readOnly };
  return { path: mountPath, tree: sandbox.volume(source.volume), root: join('', subPath), readOnly, roomBytes };
}

function join(root: string, subPath: string): string {
  return subPath === '' ? root : `${root.replace(/\/$/, '')}/${subPath}`;
}
