# What is said about answers. A field's own message may say it better, see src/form/field.rs.
form-there-is-a-problem = There is a problem
form-error-prefix = Error:
form-missing = Enter the { $field }
form-not-chosen = Select the { $field }
form-choice = Select the { $field } from the list
form-long = { $Field } must be { $most } characters or less. Take out { $over } { $over ->
    [one] character
   *[other] characters
    }
form-characters = { $Field } must not include characters that cannot be printed. If you pasted it, type it instead
form-date = { $Field } must be a real date
form-date-part = { $Field } must include a { $part }
form-date-year = Year must include 4 numbers
form-date-range = { $Field } must be between { $first } and { $last }
form-uncertain-date = { $Field } must be a date as you know it, like 13 February 2026, about 13 February 2026, summer 2024, or not known
form-time = { $Field } must be a time, like 9:30am or 14:15
form-email = Enter an email address in the correct format, like name@example.com
form-phone = Enter a telephone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192
form-number = { $Field } must be a whole number from { $least } to { $most }
form-box-day = Day
form-box-month = Month
form-box-year = Year
form-password-show = Show
form-password-hide = Hide
form-password-show-label = Show password
form-password-hide-label = Hide password
form-password-shown = Your password is visible
form-password-hidden = Your password is hidden
form-part-day = day
form-part-month = month
form-part-year = year
