import { onAlarm } from './alarms.ts';
import { attachments } from './attach/attach.ts';
import { onDownload } from './downloads.ts';
import { onCall, onInstalled } from './held-calls.ts';
import { onMessage, onPopup } from './messages.ts';
import { onNotification } from './notify.ts';
import { onResponse } from './requests/responses.ts';
import { closeToPages } from './storage/stores.ts';
import { onTabClosed, onTabLoaded } from './tabs.ts';

/**
 * What the browser tells the worker, and what the worker asks of it only while it starts and while a response comes by.
 * Every `on…` must be called while the worker starts: the browser wakes it for no other events.
 */
export const browserEvents = {
  closeToPages,
  restoreAttachments: attachments.restoreAttachments,
  answered: attachments.answered,
  redirectedHere: attachments.redirectedHere,
  onResponse,
  onTabLoaded,
  onTabClosed,
  onMessage,
  onCall,
  onInstalled,
  onPopup,
  onNotification,
  onAlarm,
  onDownload,
};

export type BrowserEvents = typeof browserEvents;
