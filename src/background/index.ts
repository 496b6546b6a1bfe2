import { browserEvents } from '../platform/browser-events.ts';
import { browserPort } from '../platform/browser-port.ts';
import { startWorker } from './worker.ts';

startWorker(browserPort, browserEvents);
