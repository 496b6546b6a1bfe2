/** What pays in the popup: it spends only once its amount has been in sight for a moment. */
export const PAY = '[data-act=pay][data-ready]';
