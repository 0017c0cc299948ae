// Models ingress-nginx (v1.14): a Pod that watches Ingresses of its class and passes requests on to the endpoints of
// their Services, round robin, as packets of its own. It does not use the Services' addresses.
import type { EndpointSlice, Ingress } from '../../api/generated/types.ts';
import { Informer, type SavedInformer } from '../../api/informer.ts';
import type { ApiAccess } from '../../api/api-access.ts';
import { type Json, jsonEqual } from '../../kernel/json.ts';
import type { Actor, Kernel } from '../../kernel/kernel.ts';
import { MINUTE, SECOND } from '../../kernel/time.ts';
import type { ComponentRef, HttpRequest, Served } from '../../runtime/interfaces.ts';
import type { Network } from '../network.ts';
import { requestAtOnce } from '../one-request.ts';
import { nginxPage } from './nginx-pages.ts';
import { type Backend, type Route, type Servers, routeOf, serversOf } from './routes.ts';
import { upstreamsOf } from './upstreams.ts';

type Watched = 'ingresses' | 'ingressclasses' | 'services' | 'endpointslices';

type SavedIngressController = {
  readonly informers: { readonly [R in Watched]: SavedInformer };
  readonly progress: Progress;
};

type Progress = {
  /** How many endpoints have been asked, which decides whose turn it is. */
  readonly turns: number;
  /** `--publish-service`: `namespace/name` of the Service whose addresses Ingresses show. */
  readonly published?: string | undefined;
};

export const CONTROLLER = 'k8s.io/ingress-nginx';
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const PUBLISH_FLAG = '--publish-service=';
const CLASS_NAME = 'nginx';
/** A request is passed on to so many endpoints, one after the other. */
const TRIES_MAX = 3;
const CONNECT_US = 5 * SECOND;
const STATUS_US = MINUTE;
const FIRST_STATUS_US = 2 * SECOND;
const REDIRECT = 308;

export class IngressController implements Actor {
  readonly id: string;
  readonly #kernel: Kernel;
  readonly #server: ApiAccess;
  readonly #network: Network;
  readonly #place: Omit<ComponentRef, 'args'>;
  readonly #ingresses: Informer<'ingresses'>;
  readonly #classes: Informer<'ingressclasses'>;
  readonly #services: Informer<'services'>;
  readonly #slices: Informer<'endpointslices'>;
  #progress: Progress = { turns: 0 };
  #servers: Servers | undefined;

  constructor(kernel: Kernel, server: ApiAccess, network: Network, place: Omit<ComponentRef, 'args'>, saved?: Json) {
    this.id = ingressControllerId(place);
    this.#kernel = kernel;
    this.#server = server;
    this.#network = network;
    this.#place = place;
    const changed = () => {
      this.#servers = undefined;
    };
    this.#ingresses = new Informer(kernel, server, this.id, 'ingresses', changed);
    this.#classes = new Informer(kernel, server, this.id, 'ingressclasses', changed);
    this.#services = new Informer(kernel, server, this.id, 'services', () => undefined);
    this.#slices = new Informer(kernel, server, this.id, 'endpointslices', () => undefined);
    if (saved !== undefined) this.#restore(saved as SavedIngressController);
  }

  start({ args }: ComponentRef): void {
    const published = args.find((word) => word.startsWith(PUBLISH_FLAG))?.slice(PUBLISH_FLAG.length);
    this.#progress = { ...this.#progress, published };
    for (const informer of this.#informers) informer.start();
    this.#log('NGINX Ingress controller');
    this.#kernel.schedule(this.id, FIRST_STATUS_US, 'publish');
  }

  handle(type: string, payload: Json): void {
    if (type === 'publish') {
      this.#publish();
      this.#kernel.schedule(this.id, STATUS_US, 'publish');
      return;
    }
    for (const informer of this.#informers) {
      if (!informer.handle(type, payload)) continue;
      this.#servers = undefined;
      return;
    }
  }

  /** Answers a request that has come to its Pod, whose address is `ip`. */
  serve(port: number, request: HttpRequest, ip: string): Served {
    if (port === 10_254) return { response: { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'ok' } };
    this.#servers ??= serversOf(this.#ownIngresses());
    const route = routeOf(this.#servers, request.host, request.path);
    if (!route) return this.#logged(request, { response: nginxPage(404) }, undefined);
    if (route.forcesTls && port === 80) {
      const Location = `https://${request.host.replace(/:\d+$/, '')}${request.path}`;
      return this.#logged(request, { response: nginxPage(REDIRECT, { Location }) }, route);
    }
    return this.#logged(request, this.#passOn(route, request, ip), route);
  }

  save(): Json {
    const saved: SavedIngressController = {
      informers: {
        ingresses: this.#ingresses.save(),
        ingressclasses: this.#classes.save(),
        services: this.#services.save(),
        endpointslices: this.#slices.save(),
      },
      progress: this.#progress,
    };
    return saved;
  }

  get #informers() {
    return [this.#ingresses, this.#classes, this.#services, this.#slices] as const;
  }

  #restore({ informers, progress }: SavedIngressController): void {
    for (const informer of this.#informers) informer.restore(informers[informer.topic]);
    this.#progress = progress;
  }

  #ownIngresses(): readonly Ingress[] {
    const own = new Set(
      [...this.#classes.all()].flatMap(({ metadata, spec }) =>
        spec?.controller === CONTROLLER ? [metadata?.name] : [],
      ),
    );
    return [...this.#ingresses.all()].filter(({ metadata, spec }) => {
      const annotated = metadata?.annotations?.[CLASS_ANNOTATION];
      return annotated === undefined ? own.has(spec?.ingressClassName ?? '') : annotated === CLASS_NAME;
    });
  }

  /** From endpoint to endpoint until one answers. */
  #passOn(route: Route, request: HttpRequest, ip: string): Served {
    const upstreams = this.#upstreams(route.backend);
    if (upstreams.length === 0) return { response: nginxPage(503) };
    let tookUs = 0;
    let status = 502;
    for (let tries = 0; tries < Math.min(TRIES_MAX, upstreams.length); tries++) {
      const upstream = upstreams[this.#nextTurn() % upstreams.length];
      if (!upstream) break;
      const { finished, response } = this.#ask(upstream, { ...request, path: route.path }, ip);
      tookUs += finished.durationUs;
      if (response) return { response, tookUs };
      status = finished.outcome === 'timed-out' ? 504 : 502;
    }
    return { response: nginxPage(status), tookUs };
  }

  #ask(upstream: { readonly address: string; readonly port: number }, request: HttpRequest, ip: string) {
    const { node, namespace, pod } = this.#place;
    const from = ip === '' ? ({ kind: 'node', node } as const) : ({ kind: 'pod', address: ip } as const);
    const client = `pod/${namespace}/${pod}`;
    const order = { client, from, ...upstream, ...request, timeoutUs: CONNECT_US, keepsAnswer: true };
    const end = requestAtOnce(this.#kernel, this.#network, order, this.#kernel.random(this.id));
    this.#kernel.record(client, { type: 'request-finished', ...end.finished }, end.cause || this.#kernel.cause);
    return end;
  }

  #upstreams({ namespace, service, port }: Backend) {
    const found = this.#services.get(namespace, service);
    const isOwn = ({ metadata }: EndpointSlice) =>
      metadata?.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === service;
    return found ? upstreamsOf(found, [...this.#slices.all()].filter(isOwn), port) : [];
  }

  #nextTurn(): number {
    const { turns } = this.#progress;
    this.#progress = { ...this.#progress, turns: turns + 1 };
    return turns;
  }

  /** Shows in its Ingresses' status where they are reached. */
  #publish(): void {
    const ingress = this.#ownAddresses();
    for (const each of this.#ownIngresses()) {
      if (jsonEqual(each.status?.loadBalancer?.ingress ?? [], ingress)) continue;
      const status = { loadBalancer: { ingress } };
      this.#server.update('ingresses', { ...each, status }, { actor: this.id, subresource: 'status' });
    }
  }

  #ownAddresses(): readonly { readonly ip: string }[] {
    const { published } = this.#progress;
    if (published === undefined) return [{ ip: this.#network.runtime.machineIp(this.#place.node) ?? '' }];
    const [namespace = '', name = ''] = published.split('/');
    const service = this.#services.get(namespace, name);
    if (service?.spec?.type === 'LoadBalancer') {
      return (service.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => (ip === undefined ? [] : [{ ip }]));
    }
    const ip = service?.spec?.clusterIP;
    return ip === undefined || ip === 'None' ? [] : [{ ip }];
  }

  #logged({ method, path }: HttpRequest, served: Served, route: Route | undefined): Served {
    const name = route ? `[${route.backend.namespace}-${route.backend.service}-${route.backend.port}]` : '[]';
    this.#log(`"${method} ${path} HTTP/1.1" ${served.response.status} ${served.response.body.length} ${name}`);
    return served;
  }

  #log(text: string): void {
    this.#kernel.record(this.id, { type: 'log-written', stream: 'stdout', text, ...this.#place });
  }
}

/** Of the controller in a Pod: there may be several on one machine. */
export function ingressControllerId({ namespace, pod }: Pick<ComponentRef, 'namespace' | 'pod'>): string {
  return `ingress-nginx/${namespace}/${pod}`;
}
