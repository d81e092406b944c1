import { expect, it } from 'vitest'
import { shippedExemptions, shippedFunctions } from './shipped.ts'

const trigger = (body: string, head = 'LANGUAGE plpgsql') =>
  `CREATE FUNCTION a.f() RETURNS trigger\n${head} AS $$${body}$$;`
const formOf = (text: string, name = 'a.f') => shippedFunctions(text).get(name)

it('a function has the body, rights and settings it was made with last', () => {
  expect(formOf(trigger(' one '))).toEqual({
    ...{ name: 'a.f', arguments: '', language: 'plpgsql', definer: false, settings: '', body: ' one ' },
  })
  const head = `LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''`
  const again = trigger('two; CREATE', head).replace('CREATE', 'CREATE OR REPLACE')
  expect(formOf(`${trigger('one')}\n${again}`)).toMatchObject({
    ...{ definer: true, settings: 'search_path=""', body: 'two; CREATE' },
  })
})

it('one that was renamed stands under its new name, one that was dropped does not', () => {
  const renamed = `${trigger('one')} ALTER FUNCTION a.f() RENAME TO g; ${trigger('two')}`
  expect([formOf(renamed, 'a.g')?.body, formOf(renamed)?.body]).toEqual(['one', 'two'])
  expect(formOf(`${trigger('one')} DROP FUNCTION a.f;`)).toBeUndefined()
})

it('a table is exempt where a migration says so, and nowhere else', () => {
  const exempt = `INSERT INTO platform.operational_tables VALUES
    ('a.b', 'comes; and goes'),
    ('a.c', 'somebody''s');
    SELECT journal.govern('a.d');`
  expect([...shippedExemptions(exempt)]).toEqual(['a.b', 'a.c'])
})
