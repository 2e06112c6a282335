from articles.models.article import Article, ArticleAuthor
from articles.models.author import Author
from articles.models.banner import Banner
from articles.models.content import Content, Contribution
from articles.models.correction import Correction
from articles.models.earlier_file import EarlierFile
from articles.models.editing import Editing
from articles.models.image import Image
from articles.models.layout import Layout, Slot
from articles.models.photo_file import PhotoFile
from articles.models.preferences import Preferences
from articles.models.revision import Revision, RevisionAuthor, RevisionImage
from articles.models.section import Section
from articles.models.shared_link import SharedLink
from articles.models.stage import Stage
from articles.models.topic import Topic
from articles.models.translating import TranslationSet
from articles.models.workflow import WorkflowStep

__all__ = [
    "Article",
    "ArticleAuthor",
    "Author",
    "Banner",
    "Content",
    "Contribution",
    "Correction",
    "EarlierFile",
    "Editing",
    "Image",
    "Layout",
    "PhotoFile",
    "Preferences",
    "Revision",
    "RevisionAuthor",
    "RevisionImage",
    "Section",
    "SharedLink",
    "Slot",
    "Stage",
    "Topic",
    "TranslationSet",
    "WorkflowStep",
]
