import type { Response } from 'express';
import { xmlText } from '#data/kit/xml-text.ts';

export type Format = 'xml' | 'json';
type Value = string | number | boolean | null | Thing | readonly Thing[] | readonly string[];
export type Thing = { readonly [Field in string]: Value };

/** What one of several is called in XML, by what they are called together. */
const each: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
};

/** Writes an answer; `root`: what it is called in XML. In JSON a list is an array and one thing an object. */
export function write(response: Response, format: Format, status: number, root: string, value: Value): void {
  response.status(status).setHeader('Cache-Control', 'no-store');
  if (format === 'json') return void response.type('application/json').send(JSON.stringify(value));
  response.setHeader('Content-Type', 'text/xml; charset=utf-8');
  response.send(`<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`);
}

function element(name: string, value: Value): string {
  return `<${name}>${content(name, value)}</${name}>`;
}

function content(name: string, value: Value): string {
  if (value === null) return '';
  if (isList(value)) return value.map((one) => element(each[name] ?? 'item', one)).join('');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([field, of]) => element(field, of))
      .join('');
  return xmlText(String(value));
}

const isList = (value: Value): value is readonly Thing[] | readonly string[] => Array.isArray(value);
