// The canvas, used as a person does: with the mouse at the places that the outline mirrors, and with keys.
import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from '../harness/idle.ts';
import type { Outline, Thing, ThingKind } from './outline.ts';
import { middle, type Point, type Rect } from './rect.ts';

export class Stage {
  readonly canvas: Locator;
  readonly menu: Locator;
  private readonly page: Page;
  private readonly outline: Outline;

  constructor(page: Page, outline: Outline) {
    this.page = page;
    this.outline = outline;
    this.canvas = page.getByTestId('stage');
    this.menu = page.getByTestId('menu');
  }

  async scale(): Promise<number> {
    return Number(await this.canvas.getAttribute('data-scale'));
  }

  /** The stage in CSS pixels of the window. */
  async box(): Promise<Rect> {
    const box = await this.canvas.boundingBox();
    if (!box) throw new Error('the stage is not shown');
    return box;
  }

  /** Where to click on a thing, in CSS pixels of the window: its middle or, of a node full of Pods, its title. */
  async pointOf(kind: ThingKind, name: string): Promise<Point> {
    const screen = await this.screenOf(kind, name);
    return this.inWindow(kind === 'node' ? titleOf(screen) : middle(screen));
  }

  async click(kind: ThingKind, name: string): Promise<void> {
    const { x, y } = await this.pointOf(kind, name);
    await this.page.mouse.click(x, y);
  }

  async openMenu(kind: ThingKind, name: string): Promise<void> {
    const { x, y } = await this.pointOf(kind, name);
    await this.page.mouse.click(x, y, { button: 'right' });
    await expect(this.menu).toBeVisible();
  }

  /** Drags a node by its board's title, in CSS pixels. */
  async dragNode(name: string, by: Point): Promise<void> {
    const from = await this.pointOf('node', name);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
    await this.page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
    await this.page.mouse.up();
    await idle(this.page);
  }

  async zoomIn(): Promise<void> {
    await this.page.getByTestId('zoom-in').click();
    await idle(this.page);
  }

  async zoomOut(): Promise<void> {
    await this.page.getByTestId('zoom-out').click();
    await idle(this.page);
  }

  async showAll(): Promise<void> {
    await this.page.getByTestId('zoom-fit').click();
    await idle(this.page);
  }

  private async screenOf(kind: ThingKind, name: string): Promise<Rect> {
    let thing: Thing | undefined;
    await expect(async () => {
      thing = await this.outline.thing(kind, name);
      expect(thing.screen, `${kind} ${name} on the stage`).toBeDefined();
    }).toPass();
    return thing!.screen!;
  }

  private async inWindow({ x, y }: Point): Promise<Point> {
    const box = await this.box();
    return { x: box.x + x, y: box.y + y };
  }
}

function titleOf(board: Rect): Point {
  return { x: board.x + board.width / 2, y: board.y + 8 };
}
