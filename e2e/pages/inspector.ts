import type { Locator, Page } from '@playwright/test';

export type InspectorTab = 'why' | 'describe' | 'yaml' | 'events' | 'life' | 'run' | 'requests' | 'spread' | 'rules';

export class Inspector {
  readonly panel: Locator;
  readonly title: Locator;
  readonly condition: Locator;
  readonly facts: Locator;
  readonly whySteps: Locator;
  readonly events: Locator;
  readonly lifeChanges: Locator;
  readonly moments: Locator;
  readonly containers: Locator;
  readonly commandLine: Locator;
  /** The newest first. */
  readonly commands: Locator;
  /** Of a client, the newest first. */
  readonly requests: Locator;
  readonly lostOnly: Locator;
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
    this.moments = this.panel.getByTestId('life-moment');
    this.containers = this.panel.getByTestId('container-card');
    this.commandLine = this.panel.getByTestId('run-line');
    this.commands = this.panel.getByTestId('command');
    this.requests = this.panel.getByTestId('request');
    this.lostOnly = this.panel.getByTestId('requests-lost');
    this.killPod = this.panel.getByTestId('kill-pod');
    this.killContainer = this.panel.getByTestId('kill-container');
    this.powerNode = this.panel.getByTestId('power-node');
  }

  /** Turns to a tab; answers what it shows. */
  async show(tab: InspectorTab): Promise<Locator> {
    await this.panel.getByTestId(`tab-${tab}`).click();
    return this.page.getByTestId(`panel-${tab}`);
  }

  /** Moments of a Pod's life that say the same: `probe-failed`, `container-started`, … The life must be shown. */
  momentsOf(sentence: string, text = ''): Locator {
    return this.panel.locator(`[data-testid="life-moment"][data-sentence="${sentence}"]`).filter({ hasText: text });
  }

  probe(kind: 'startup' | 'readiness' | 'liveness'): Locator {
    return this.panel.locator(`[data-testid="probe"][data-probe="${kind}"]`);
  }

  /** Types a line for the Pod's container and presses Enter. Another tab may be shown before. */
  async run(line: string): Promise<void> {
    await this.show('run');
    await this.commandLine.fill(line);
    await this.commandLine.press('Enter');
  }

  async close(): Promise<void> {
    await this.page.getByTestId('inspector-close').click();
  }
}
