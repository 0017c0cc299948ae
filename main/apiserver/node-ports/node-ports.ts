// The cluster's node ports on this machine: each is a port of 127.0.0.1, by which browsers and curl come in as somebody outside
// the cluster would. Their requests are read as HTTP, which is all that programs in the cluster understand.
import { type Server, type Socket, createServer } from 'node:net';
import { admin } from '../../engine/api/authorization/user.ts';
import type { ClusterDoor, Speaker } from '../door.ts';
import { HttpTunnel } from '../streams/http-tunnel.ts';

const ADDRESS = '127.0.0.1';
const CALLER = 'node-port';
const CONNECTIONS_MAX = 200;
/** Where packets get lost, clients hear nothing; for so long they may wait. */
const SILENCE_MS = 30_000;

const speaker: Speaker = { caller: CALLER, user: admin };

type Door = Pick<ClusterDoor, 'nodePorts' | 'sendFromOutside' | 'onChange'>;

export interface NodePortListener {
  /** A port that somebody else has; it is tried again when Services change. */
  readonly onBusy: (port: number, why: string) => void;
}

export class NodePorts {
  readonly #door: Door;
  readonly #listener: NodePortListener;
  readonly #servers = new Map<number, Server>();
  readonly #sockets = new Set<Socket>();
  readonly #leave: () => void;

  /** Opens the ports of all Services, and follows them as they come and go. */
  constructor(door: Door, listener: NodePortListener) {
    this.#door = door;
    this.#listener = listener;
    this.#leave = door.onChange((changed) => {
      if (changed.has('services')) this.#follow();
    });
    this.#follow();
  }

  /** The ports that are open on this machine. */
  get open(): readonly number[] {
    return [...this.#servers].filter(([, server]) => server.listening).map(([port]) => port);
  }

  close(): void {
    this.#leave();
    for (const port of [...this.#servers.keys()]) this.#shut(port);
    for (const socket of this.#sockets) socket.destroy();
  }

  #follow(): void {
    const wanted = new Set(this.#door.nodePorts());
    for (const port of [...this.#servers.keys()]) if (!wanted.has(port)) this.#shut(port);
    for (const port of wanted) if (!this.#servers.has(port)) this.#listen(port);
  }

  #listen(port: number): void {
    const server = createServer((socket) => {
      this.#serve(port, socket);
    });
    server.maxConnections = CONNECTIONS_MAX;
    server.on('error', (error) => {
      this.#servers.delete(port);
      this.#listener.onBusy(port, error.message);
    });
    this.#servers.set(port, server);
    server.listen(port, ADDRESS);
  }

  #shut(port: number): void {
    this.#servers.get(port)?.close();
    this.#servers.delete(port);
  }

  #serve(port: number, socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const tunnel = new HttpTunnel(
      async (request) => {
        const { outcome, response } = await this.#door.sendFromOutside(speaker, port, request);
        if (outcome === 'timed-out') await silence();
        return response;
      },
      (bytes) => socket.write(bytes),
    );
    // Refused and reset connections are; so are those that speak something else.
    const reset = () => socket.resetAndDestroy();
    socket.on('data', (bytes) => void tunnel.receive(bytes).catch(reset));
  }
}

const silence = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SILENCE_MS).unref());
