import { clearAlarm, hasAlarm, setAlarm } from './alarms.ts';
import { attachments } from './attach/attach.ts';
import { leaveRoom, makeRoom } from './attach/session-room.ts';
import { FIREFOX } from './browser.ts';
import { locale, setButton } from './button.ts';
import { download, isDownloading, mayDownload } from './downloads.ts';
import { holdCallsOf } from './held-calls.ts';
import { keepAwake } from './keep-awake.ts';
import { broadcast, isOwnPage } from './messages.ts';
import { notifyPaid } from './notify.ts';
import { STREAMS_BODIES, streamBody } from './requests/body.ts';
import { closedStore } from './storage/closed-store.ts';
import { keepStorage } from './storage/keep-storage.ts';
import { onManagedChanged, readManaged } from './storage/managed.ts';
import { local, session } from './storage/stores.ts';
import {
  goBack,
  isInFront,
  newTab,
  openIn,
  openPopup,
  openWelcome,
  reload,
  runInFrame,
  runInFrames,
  runInPage,
  showTab,
  tabOf,
  tabOfSite,
  tabShowing,
} from './tabs.ts';
import { connectTo, META_MASK } from './wallets/other-extension.ts';

/**
 * All that the background asks of the browser. It gets this as a value and imports only types of src/platform, so a
 * test puts a browser in memory in its place. What the browser tells by itself is in browser-events.ts.
 */
export const browserPort = {
  setAlarm,
  clearAlarm,
  hasAlarm,
  attach: attachments.attach,
  detach: attachments.detach,
  disarm: attachments.disarm,
  isAttached: attachments.isAttached,
  awaitsAnswer: attachments.awaitsAnswer,
  mayHaveLeft: attachments.mayHaveLeft,
  takeDown: attachments.takeDown,
  keepAttached: attachments.keepAttached,
  leaveTab: attachments.leaveTab,
  makeRoom,
  leaveRoom,
  holdCallsOf,
  keepAwake,
  download,
  isDownloading,
  mayDownload,
  /** A film that is opened as a page is asked for again by the page's player (measured in Chromium 156). */
  asksFilmsTwice: !FIREFOX,
  streamsBodies: STREAMS_BODIES,
  streamBody,
  local,
  session,
  closedStore,
  keepStorage,
  readManaged,
  onManagedChanged,
  broadcast,
  isOwnPage,
  notifyPaid,
  connectTo,
  /** The ids under which MetaMask is found in this browser. */
  metaMask: META_MASK,
  tabOf,
  tabOfSite,
  tabShowing,
  newTab,
  openIn,
  reload,
  goBack,
  showTab,
  isInFront,
  openPopup,
  openWelcome,
  setButton,
  locale,
  runInFrame,
  runInFrames,
  runInPage,
};

export type BrowserPort = typeof browserPort;
