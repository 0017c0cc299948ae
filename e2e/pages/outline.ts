// The outline mirrors the stage as a list, open or not: what is there, how it is, and where the canvas shows it.
import type { Locator, Page } from '@playwright/test';
import type { Rect } from './rect.ts';

export type ThingKind = 'node' | 'pod' | 'service' | 'workload' | 'client';

/** One thing of the stage, at one moment. */
export interface Thing {
  readonly kind: ThingKind;
  readonly name: string;
  readonly uid: string;
  readonly namespace: string;
  /** Of a Pod: where it runs, or empty. */
  readonly node: string;
  readonly condition: string;
  readonly status: string;
  /** In CSS pixels of the stage element; undefined when the stage does not show it. */
  readonly screen: Rect | undefined;
  /** In stage units, which neither zoom nor pan changes. */
  readonly place: { readonly x: number; readonly y: number } | undefined;
  readonly more: Readonly<Record<string, string>>;
}

export class Outline {
  readonly panel: Locator;
  readonly rows: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByTestId('outline');
    this.rows = this.panel.getByRole('treeitem', { includeHidden: true });
  }

  /** The row of a thing, to click or to press keys on. */
  row(kind: ThingKind, name: string): Locator {
    return this.page.locator(`[data-testid="outline-${kind}"][data-name="${name}"]`);
  }

  /** All rows of a kind, perhaps of a namespace and in a condition: for `toHaveCount`. */
  all(kind: ThingKind, with_: { readonly namespace?: string; readonly condition?: string } = {}): Locator {
    const attributes = Object.entries(with_).map(([name, value]) => `[data-${name}="${value}"]`);
    return this.page.locator(`[data-testid="outline-${kind}"]${attributes.join('')}`);
  }

  /** Everything of a kind as it is now, read in one go. */
  async things(kind: ThingKind): Promise<readonly Thing[]> {
    const rows = await this.all(kind).evaluateAll((elements) =>
      elements.map((element) => Object.fromEntries(Object.entries((element as HTMLElement).dataset))),
    );
    return rows.map((row) => thingOf(kind, row));
  }

  async thing(kind: ThingKind, name: string): Promise<Thing> {
    const found = (await this.things(kind)).find((thing) => thing.name === name);
    if (!found) throw new Error(`there is no ${kind} ${name} in the outline`);
    return found;
  }

  async pods(namespace: string): Promise<readonly Thing[]> {
    return (await this.things('pod')).filter((pod) => pod.namespace === namespace);
  }
}

function thingOf(kind: ThingKind, row: Readonly<Record<string, string | undefined>>): Thing {
  const text = (name: string): string => row[name] ?? '';
  const known = Object.entries(row).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    kind,
    name: text('name'),
    uid: text('uid'),
    namespace: text('namespace'),
    node: text('node'),
    condition: text('condition'),
    status: text('status'),
    place: row['x'] === undefined ? undefined : { x: Number(row['x']), y: Number(row['y']) },
    screen:
      row['screenX'] === undefined
        ? undefined
        : {
            x: Number(row['screenX']),
            y: Number(row['screenY']),
            width: Number(row['screenWidth']),
            height: Number(row['screenHeight']),
          },
    more: Object.fromEntries(known),
  };
}
