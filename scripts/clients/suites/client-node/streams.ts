// Logs, commands, files and ports of Pods.
import type { V1Status } from '@kubernetes/client-node';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { apiOf } from './plain-api.ts';
import { type Around, NAMESPACE, type Program, expect, runningPod, until } from './program.ts';

const POD = 'streams';

export const streamPrograms: readonly Program[] = [
  { name: 'a pod comes to run', run: (around) => runningPod(around, POD) },
  {
    name: 'a log, whole, its end, and followed',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CoreV1Api);
      const whole = await api.readNamespacedPodLog({ namespace: NAMESPACE, name: POD });
      expect(whole.includes('start worker process'), whole);
      const end = await api.readNamespacedPodLog({ namespace: NAMESPACE, name: POD, tailLines: 1, timestamps: true });
      expect(/^2026-\S+ .*\n$/.test(end), end);
      const out = new PassThrough();
      let text = '';
      out.on('data', (chunk: Buffer) => (text += chunk.toString()));
      const following = await new library.Log(config).log(NAMESPACE, POD, 'web', out, { follow: true, tailLines: 2 });
      await until('followed', () => (text.includes('worker process') ? true : undefined));
      following.abort();
    },
  },
  {
    name: 'a command: output, errors, exit code',
    run: async (around) => {
      const { stdout, stderr, status } = await command(around, ['sh', '-c', 'echo out; echo err >&2; exit 3']);
      expect(stdout === 'out\n' && stderr === 'err\n', [stdout, stderr]);
      expect(status.status === 'Failure' && status.details?.causes?.[0]?.message === '3', status);
      const { status: good } = await command(around, ['true']);
      expect(good.status === 'Success', good);
    },
  },
  {
    name: 'a command that reads',
    run: async (around) => {
      const { stdout } = await command(around, ['cat'], 'hello\n');
      expect(stdout === 'hello\n', stdout);
    },
  },
  {
    name: 'a command that is not there',
    run: async (around) => {
      const { status } = await command(around, ['nosuchprogram']);
      expect(status.status === 'Failure', status);
    },
  },
  {
    name: 'attach',
    run: async ({ library, config }) => {
      const out = new PassThrough();
      const socket = await new library.Attach(config).attach(NAMESPACE, POD, 'web', out, null, null, false);
      socket.close();
    },
  },
  {
    name: 'files into a pod',
    run: async (around) => {
      const { library, config, folder } = around;
      const source = join(folder, 'source');
      mkdirSync(source);
      writeFileSync(join(source, 'note.txt'), 'copied\n');
      await new library.Cp(config).cpToPod(NAMESPACE, POD, 'web', source, '/tmp');
      await until('copied', async () => {
        const { stdout } = await command(around, ['cat', '/tmp/note.txt']);
        return stdout === 'copied\n' ? true : undefined;
      });
      expect(readFileSync(join(source, 'note.txt'), 'utf8') === 'copied\n', 'gone');
    },
  },
  {
    name: 'files out of a pod',
    run: async (around) => {
      const { library, config, folder } = around;
      await new library.Cp(config).cpFromPod(NAMESPACE, POD, 'web', 'html', folder, '/usr/share/nginx');
      await until('copied', () => read(join(folder, 'html', 'index.html')));
    },
  },
  {
    name: 'a forwarded port answers',
    run: async ({ library, config }) => {
      const forward = new library.PortForward(config);
      const server = createServer((socket: Socket) => {
        socket.on('error', () => socket.destroy());
        forward.portForward(NAMESPACE, POD, [80], socket, null, socket).catch(() => socket.destroy());
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${String(port)}/`, { headers: { Connection: 'close' } });
      const text = await answer.text();
      server.close();
      expect(answer.status === 200 && text.includes('nginx'), text);
    },
  },
  {
    name: 'proxies of pods, services and nodes',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CoreV1Api);
      const namespace = NAMESPACE;
      const pod = await api.connectGetNamespacedPodProxy({ namespace, name: `${POD}:80` });
      expect(pod.includes('nginx'), pod);
      await api.createNamespacedService({
        namespace,
        body: {
          metadata: { name: POD },
          spec: { selector: { app: POD }, ports: [{ name: 'http', port: 8080, targetPort: 80 }] },
        },
      });
      await api.patchNamespacedPod({
        ...{ namespace, name: POD },
        body: [{ op: 'add', path: '/metadata/labels', value: { app: POD } }],
      });
      const asked = { namespace, name: `${POD}:http`, path: 'index.html' };
      const service = await until('an endpoint', () =>
        api.connectGetNamespacedServiceProxyWithPath(asked).catch(() => undefined),
      );
      expect(service.includes('nginx'), service);
      const node = await api.connectGetNodeProxyWithPath({ name: 'worker232', path: 'healthz' });
      expect(node === 'ok', node);
      await api.deleteNamespacedService({ namespace, name: POD });
    },
  },
  {
    name: 'a pod goes',
    run: async ({ library, config }) => {
      const api = apiOf(config, library.CoreV1Api);
      const going = await api.deleteNamespacedPod({ namespace: NAMESPACE, name: POD, gracePeriodSeconds: 1 });
      expect(going.metadata?.deletionTimestamp instanceof Date, going);
    },
  },
];

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: V1Status;
}

/** Runs a command to its end. */
async function command({ library, config }: Around, argv: readonly string[], stdin?: string): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  let [stdout, stderr] = ['', ''];
  out.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  err.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const input = stdin === undefined ? null : Readable.from([Buffer.from(stdin)]);
  const status = await new Promise<V1Status>((resolve, reject) => {
    new library.Exec(config)
      .exec(NAMESPACE, POD, 'web', [...argv], out, err, input, false, resolve)
      .catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error(JSON.stringify(error)));
      });
  });
  return { stdout, stderr, status };
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // not there yet
  }
}
