// Wires the stores to one another and to the connection.
import { getContext, setContext } from 'svelte';
import type { Connection } from '../bridge/connection.ts';
import { Activity } from './activity.ts';
import { Caller } from './caller.ts';
import { ClockStore } from './clock-store.svelte.ts';
import { ClusterStore } from './cluster-store.svelte.ts';
import { DialogsStore } from './dialogs-store.svelte.ts';
import { Feed } from './feed.ts';
import { LayoutStore } from './layout-store.svelte.ts';
import { ManifestStore } from './manifest-store.svelte.ts';
import { NoticesStore } from './notices-store.svelte.ts';
import { PlacesStore } from './places-store.svelte.ts';
import { PreferencesStore } from './preferences-store.svelte.ts';
import { ScenarioStore } from './scenario-store.svelte.ts';
import { SelectionStore } from './selection-store.svelte.ts';
import { ServerStore } from './server-store.svelte.ts';
import { SessionsStore } from './sessions-store.svelte.ts';
import { TerminalsStore } from './terminals-store.svelte.ts';
import { TimelineStore } from './timeline-store.svelte.ts';
import { TransferStore } from './transfer-store.svelte.ts';
import { VersionsStore } from './versions-store.svelte.ts';
import { problemOfPush } from './session-problem.ts';
import type { AppPush } from '../../preload/contract/calls.ts';

export type MenuCommand = Extract<AppPush, { readonly type: 'menu' }>['command'];

export interface Stores {
  readonly activity: Activity;
  readonly caller: Caller;
  readonly clock: ClockStore;
  readonly cluster: ClusterStore;
  readonly dialogs: DialogsStore;
  readonly layout: LayoutStore;
  readonly manifest: ManifestStore;
  readonly notices: NoticesStore;
  readonly places: PlacesStore;
  readonly preferences: PreferencesStore;
  readonly scenario: ScenarioStore;
  readonly selection: SelectionStore;
  readonly server: ServerStore;
  readonly sessions: SessionsStore;
  readonly terminals: TerminalsStore;
  readonly timeline: TimelineStore;
  readonly transfer: TransferStore;
  readonly versions: VersionsStore;
}

const key = Symbol('stores');

export function useStores(): Stores {
  return getContext(key);
}

export function provideStores(stores: Stores): void {
  setContext(key, stores);
}

export function createStores(connection: Connection): Stores {
  const activity = new Activity(document.documentElement);
  const notices = new NoticesStore();
  const caller = new Caller(connection, activity, (problem) => notices.problem(problem));
  return {
    activity,
    caller,
    notices,
    clock: new ClockStore(caller),
    cluster: new ClusterStore(),
    dialogs: new DialogsStore(),
    layout: new LayoutStore(caller),
    manifest: new ManifestStore(caller),
    places: new PlacesStore(),
    preferences: new PreferencesStore(caller),
    scenario: new ScenarioStore(),
    selection: new SelectionStore(),
    server: new ServerStore(caller),
    sessions: new SessionsStore(caller),
    terminals: new TerminalsStore(caller),
    timeline: new TimelineStore(),
    transfer: new TransferStore(caller),
    versions: new VersionsStore(),
  };
}

/** Begins to listen. Commands of the window's menu go to `onMenu`. */
export function connectStores(stores: Stores, connection: Connection, onMenu: (command: MenuCommand) => void): void {
  const { activity, clock, cluster, layout, notices, scenario, timeline, versions } = stores;
  const feed = new Feed(
    {
      takeSnapshot(message) {
        if (message.session.path !== cluster.state.session.path) versions.forget();
        cluster.takeSnapshot(message);
        versions.take(message.view.entities.pods);
        clock.take(message.clock);
        layout.take(message.layout);
        timeline.takeSnapshot(message);
        scenario.take(message.scenario);
      },
      takePatch(message) {
        cluster.takePatch(message);
        versions.take(message.upserts.pods ?? []);
        clock.take(message.clock);
        timeline.extend(message.lives, message.buckets);
        if (message.scenario) scenario.take(message.scenario);
      },
    },
    activity,
  );
  connection.listen({
    onSnapshot: (message) => feed.take(message),
    onPatch: (message) => feed.take(message),
    onTerminal: (push) => stores.terminals.take(push),
    onPush: (push) => {
      if (push.type === 'host-lost' || push.type === 'host-connected') stores.terminals.loseAll();
      if (push.type === 'host-connected') void stores.server.refresh();
      if (push.type === 'menu') onMenu(push.command);
      else if (push.type === 'transfer-progress') stores.transfer.take(push.progress);
      else if (push.type === 'session-problem') {
        notices.problem(problemOfPush(push));
        activity.firstShown();
      } else if (push.type === 'host-lost') notices.news(push.restarting ? 'notice.reconnecting' : 'notice.host-lost');
    },
  });
  void stores.preferences.load();
}
