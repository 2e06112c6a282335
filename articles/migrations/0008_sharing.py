
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_layouts_and_banners'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='seo_description',
            field=models.CharField(blank=True, help_text='Empty: the standfirst, or the first sentence of the text.', max_length=200, verbose_name='description for search engines'),
        ),
        migrations.AddField(
            model_name='article',
            name='seo_title',
            field=models.CharField(blank=True, help_text='Shared links show it, too. Empty: the headline.', max_length=70, verbose_name='title for search engines'),
        ),
        migrations.AddField(
            model_name='article',
            name='social_image',
            field=models.ForeignKey(blank=True, help_text='Empty: the lead photo, or the first one in the text.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.image', verbose_name='photo for shared links'),
        ),
        migrations.AddField(
            model_name='revision',
            name='seo_description',
            field=models.CharField(blank=True, help_text='Empty: the standfirst, or the first sentence of the text.', max_length=200, verbose_name='description for search engines'),
        ),
        migrations.AddField(
            model_name='revision',
            name='seo_title',
            field=models.CharField(blank=True, help_text='Shared links show it, too. Empty: the headline.', max_length=70, verbose_name='title for search engines'),
        ),
        migrations.AddField(
            model_name='revision',
            name='social_image',
            field=models.ForeignKey(blank=True, help_text='Empty: the lead photo, or the first one in the text.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.image', verbose_name='photo for shared links'),
        ),
    ]
