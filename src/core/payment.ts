export * from './payment/events.ts';
export * from './payment/evidence.ts';
export * from './payment/machine.ts';
export * from './payment/payment.ts';
export { checkSendable } from './payment/rows-send.ts';
export * from './payment/summary.ts';
