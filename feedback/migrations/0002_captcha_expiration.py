from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('captcha', '0002_alter_captchastore_id'),
        ('feedback', '0001_initial'),
    ]

    operations = [
        # Expired challenges are found by it; the package's own table has no such index.
        migrations.RunSQL(
            'CREATE INDEX feedback_captcha_expiration ON captcha_captchastore (expiration)',
            'DROP INDEX feedback_captcha_expiration',
        ),
    ]
