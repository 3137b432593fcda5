export { alarmSaid } from '#client/words/alarm-said.ts';
