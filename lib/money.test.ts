import { expect, it } from 'vitest'
import { printMoney } from './money'

it('prints cents with the currency’s own sign', () => {
  expect(printMoney(8500, 'AUD')).toBe('$85.00')
  expect(printMoney(1_500_050, 'NGN')).toBe('₦15,000.50')
  expect(printMoney(0, 'AUD')).toBe('$0.00')
})
