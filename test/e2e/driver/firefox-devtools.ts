import type { Bidi } from './bidi.ts';
import { inBrowser } from './firefox-page.ts';
import { until } from './until.ts';

// Firefox's DevTools. WebDriver BiDi has no context for the page of an extension's panel, but code with the browser's own
// rights opens the toolbox as the menu does, and asks the panel's process.

type Panel = {
  readonly messageManager: {
    loadFrameScript(source: string, later: boolean): void;
    addMessageListener(name: string, listener: (message: { readonly data: string }) => void): void;
  };
};
type Toolbox = {
  getAdditionalTools(): readonly { readonly id: string; readonly label: string }[];
  selectTool(id: string): Promise<unknown>;
  readonly doc: Document;
};
type Internals = {
  readonly Services: { readonly wm: { getMostRecentWindow(type: string): Window } };
  readonly ChromeUtils: {
    importESModule(url: string): {
      require(name: string): {
        gDevTools: { showToolboxForTab(tab: unknown, options: object): Promise<Toolbox> };
      };
    };
  };
  /** The panel's page, kept between two calls. */
  panel?: Panel;
};

/** Opens DevTools for the tab in front and chooses the panel of this name. False where they have none. */
export function openPanel(bidi: Bidi, name: string): Promise<boolean> {
  return inBrowser(
    bidi,
    async (label) => {
      const internals = globalThis as unknown as Internals;
      const window = internals.Services.wm.getMostRecentWindow('navigator:browser');
      const { gBrowser } = window as unknown as { gBrowser: { selectedTab: unknown } };
      const loader = 'resource://devtools/shared/loader/Loader.sys.mjs';
      const modules = internals.ChromeUtils.importESModule(loader);
      const { gDevTools } = modules.require('devtools/client/framework/devtools');
      const toolbox = await gDevTools.showToolboxForTab(gBrowser.selectedTab, {
        toolId: 'inspector',
      });
      const until = async <T>(ask: () => T | undefined | null): Promise<T | undefined> => {
        for (let round = 0; round < 150; round++) {
          const found = ask();
          if (found !== undefined && found !== null) return found;
          await new Promise((done) => window.setTimeout(done, 100));
        }
        return undefined;
      };
      const tool = await until(() =>
        toolbox.getAdditionalTools().find((each) => each.label === label),
      );
      if (tool === undefined) return false;
      await toolbox.selectTool(tool.id);
      const panel = await until(() => {
        const frame = toolbox.doc.getElementById(`toolbox-panel-iframe-${tool.id}`);
        const { contentDocument } = frame as HTMLIFrameElement;
        return contentDocument?.querySelector('browser') as unknown as Panel | null;
      });
      if (panel !== undefined) internals.panel = panel;
      return panel !== undefined;
    },
    name,
  );
}

/** Evaluates an expression in the page of the panel that was opened; its value as text. */
export function inPanel(bidi: Bidi, expression: string): Promise<string> {
  return inBrowser(
    bidi,
    (code) => {
      const { panel } = globalThis as unknown as Internals;
      if (panel === undefined) throw new Error('no panel was opened');
      const name = `panel:${Math.random()}`;
      // The policy of the panel's page forbids eval, so the code is the frame script itself.
      const run = `(({ document, location }) => String(${code}))(content)`;
      const source = `sendAsyncMessage(${JSON.stringify(name)}, ${run})`;
      return new Promise<string>((resolve) => {
        panel.messageManager.addMessageListener(name, ({ data }) => resolve(data));
        panel.messageManager.loadFrameScript(`data:,${encodeURIComponent(source)}`, false);
      });
    },
    expression,
  );
}

/** Presses what is there, or soon is, in the page of the panel that was opened, as a person does: the page may copy then. */
export async function pressInPanel(bidi: Bidi, selector: string): Promise<void> {
  const press = `((found) => {
    if (found === null) return false;
    document.notifyUserGestureActivation();
    found.click();
    return true;
  })(document.querySelector(${JSON.stringify(selector)}))`;
  await until(async () => (await inPanel(bidi, press)) === 'true', { what: selector });
}
