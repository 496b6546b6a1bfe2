import { clearAlarm, hasAlarm, setAlarm } from './alarms.ts';
import { attach, detach, disarm, isAttached, leaveRoom, makeRoom, mayHaveLeft } from './attach.ts';
import { newTab, openIn, reload, runInFrame, setBadge, tabOf, tabShowing } from './tabs.ts';

/** The browser as payments need it. Tests put a browser in memory in its place. */
export const paymentPort = {
  setAlarm,
  clearAlarm,
  hasAlarm,
  attach,
  detach,
  disarm,
  isAttached,
  mayHaveLeft,
  makeRoom,
  leaveRoom,
  tabOf,
  tabShowing,
  newTab,
  openIn,
  reload,
  setBadge,
  runInFrame,
};

export type PaymentPort = typeof paymentPort;
