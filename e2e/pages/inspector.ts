import type { Locator, Page } from '@playwright/test';

export type InspectorTab = 'why' | 'describe' | 'yaml' | 'events' | 'life' | 'rules';

export class Inspector {
  readonly panel: Locator;
  readonly title: Locator;
  readonly condition: Locator;
  readonly facts: Locator;
  readonly whySteps: Locator;
  readonly events: Locator;
  readonly lifeChanges: Locator;
  readonly killPod: Locator;
  readonly killContainer: Locator;
  readonly powerNode: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByTestId('inspector');
    this.title = page.getByTestId('inspector-title');
    this.condition = page.getByTestId('inspector-condition');
    this.facts = page.getByTestId('inspector-facts');
    this.whySteps = this.panel.getByTestId('why-step');
    this.events = this.panel.getByTestId('event');
    this.lifeChanges = this.panel.getByTestId('life-change');
    this.killPod = this.panel.getByTestId('kill-pod');
    this.killContainer = this.panel.getByTestId('kill-container');
    this.powerNode = this.panel.getByTestId('power-node');
  }

  /** Turns to a tab; answers what it shows. */
  async show(tab: InspectorTab): Promise<Locator> {
    await this.panel.getByTestId(`tab-${tab}`).click();
    return this.page.getByTestId(`panel-${tab}`);
  }

  async close(): Promise<void> {
    await this.page.getByTestId('inspector-close').click();
  }
}
